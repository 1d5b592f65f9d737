-- What:    Who called and who answered, de-identified: of persons there are fewer than of calls, and a hash is dear.
-- Grain:   one row per month, role and number or agent as it is written
-- Roles:   import
-- Reads:   export.legs, export.keys
-- Column:  month    date     -  first day of the local month
-- Column:  role     varchar  -  caller or agent
-- Column:  written  varchar  -  number as it is compared, or extension
-- Column:  person   varchar  -  keyed hash
-- Order:   none

with

told_persons as (

    select distinct
        month,
        unnest(['caller', 'agent']) as role,
        unnest([outside_number, agent]) as written

    from export.legs

)

select
    told_persons.month,
    told_persons.role,
    told_persons.written,
    left(sha256(concat(keys.key, told_persons.role, told_persons.written)), 16)
        as person

from told_persons

inner join export.keys as keys on told_persons.month = keys.month

where told_persons.written is not null
