-- What:    The days whose imports a list can be compared with.
-- Grain:   one row per earlier day of an import, the newest first
-- Roles:   dpo
-- Reads:   register.check_results, register.earlier_states
-- Param:   as_of      date  the day that counts as today
-- Column:  import_on  date  -  day of the import
-- Column:  kept_on    date  -  newest day of which it is kept how things stood
-- Order:   import_on, newest first

select distinct
    results.as_of_on as import_on,
    (select max(states.as_of_on) from register.earlier_states as states) as kept_on

from register.check_results as results

where
    results.as_of_on < $as_of::date
    and results.as_of_on >= (
        select min(states.as_of_on) from register.earlier_states as states
    )

order by import_on desc
