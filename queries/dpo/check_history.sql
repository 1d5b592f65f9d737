-- What:    What every check found on each day that it was asked.
-- Grain:   one row per check and day
-- Roles:   dpo
-- Reads:   register.check_results
-- Param:   before       date       only days before this one
-- Column:  check_name   varchar    -      name of the check
-- Column:  as_of_on     date       -      day that counted as today
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there were
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Column:  has_data     boolean    -      the source was there
-- Order:   check_name, as_of_on

with

earlier_results as (

    select check_results.*

    from register.check_results as check_results

    where check_results.as_of_on < $before::date

)

select * from earlier_results
order by check_name asc, as_of_on asc
