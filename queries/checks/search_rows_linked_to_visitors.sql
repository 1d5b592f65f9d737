-- What:    Rows of the search log that stand beside an address, a user or a session.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.source_facts
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     rows  how many there may be
-- Column:  found        bigint     rows  how many there are
-- Column:  population   bigint     rows  how many were looked at
-- Column:  since_on     date       -     the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -     the first twenty found, by id
-- Column:  has_data     boolean    -     the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

facts as (

    select
        source_facts.month,
        source_facts.count,
        source_facts.fact = 'linked_columns' as is_found

    from register.source_facts as source_facts

    cross join asked

    where
        source_facts.source = 'search'
        and source_facts.fact in ('linked_columns', 'searches')
        and source_facts.month <= asked.as_of

),

counted as (

    select
        0::bigint as expected,
        coalesce(sum(count) filter (where is_found), 0)::bigint as found,
        coalesce(sum(count) filter (where not is_found), 0)::bigint as population,
        min(month) filter (where is_found and count > 0) as since_on,
        coalesce(
            list_slice(
                list(strftime(month, '%Y-%m') order by month) filter (
                    where is_found and count > 0
                ),
                1, 20
            ),
            []
        ) as example_ids,
        count(*) filter (where is_found) > 0 as has_data

    from facts

)

select * from counted
order by found asc
