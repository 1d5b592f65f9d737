-- What:    The days whose imports a list can be compared with.
-- Grain:   one row per earlier day of an import, the newest first
-- Roles:   dpo
-- Reads:   register.check_results, register.earlier_states
-- Param:   as_of      date  the day that counts as today
-- Column:  import_on  date  -  day of the import
-- Order:   import_on, newest first

with

days as (

    select distinct as_of_on as import_on

    from register.check_results

    where
        as_of_on < $as_of::date
        and as_of_on >= (
            select min(earlier_states.as_of_on)
            from register.earlier_states as earlier_states
        )

)

select * from days
order by import_on desc
