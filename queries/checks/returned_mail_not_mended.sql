-- What:    Wrong addresses left unmended too long (GDPR art. 5.1 d).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.persons, register.delivered_sources, policy.constants
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there are
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Column:  has_data     boolean    -      the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

constants_in_force as (

    select * from policy.constants_on($as_of)

),

thresholds as (

    select
        any_value(constants.value)::integer
            as allowed

    from constants_in_force as constants

    where constants.name = 'bounce_days'

),

looked_at as (

    select
        persons.person_key || ' ' || persons.system as thing_id,
        (
            coalesce(
                persons.bounced_on + thresholds.allowed < asked.as_of,
                false
            )
            and coalesce(persons.corrected_on < persons.bounced_on, true)
        ) as is_found,
        persons.bounced_on as since_on

    from register.persons as persons

    cross join asked

    cross join thresholds

),

counted as (

    select
        0::bigint as expected,
        count(*) filter (where looked_at.is_found) as found,
        count(*) as population,
        min(looked_at.since_on) filter (
            where looked_at.is_found and looked_at.since_on <= asked.as_of
        ) as since_on,
        coalesce(
            list_slice(
                list(distinct looked_at.thing_id order by looked_at.thing_id) filter (
                    where looked_at.is_found
                ),
                1, 20
            ),
            []
        ) as example_ids,
        count(*) > 0 or exists (
            select 1
            from register.delivered_sources as delivered
            where delivered.source = 'persons'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
