-- What:    Persons gone from one system and left in another, though nothing holds the
-- What:    data.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.persons, register.delivered_sources
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

ended_persons as (

    select
        persons.person_key,
        count(*) as system_count,
        bool_and(coalesce(persons.agreement_end_on < asked.as_of, false)) as has_ended,
        bool_or(persons.has_hold is true) as has_hold,
        max(persons.agreement_end_on) as ended_on

    from register.persons as persons

    cross join asked

    group by persons.person_key

),

looked_at as (

    select
        ended_persons.person_key as thing_id,
        (
            ended_persons.system_count > 1
            and ended_persons.has_ended
            and not ended_persons.has_hold
        ) as is_found,
        ended_persons.ended_on + 1 as since_on

    from ended_persons

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
