-- What:    Persons not told within a month that their data came from somebody else
-- What:    (GDPR art. 14.3 a).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.origins, policy.listeds, policy.constants, policy.calendar,
-- Reads:   register.delivered_sources
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

listeds_in_force as (

    select * from policy.listeds_on($as_of)

),

thresholds as (

    select
        any_value(constants.value)::integer
            as allowed

    from constants_in_force as constants

    where constants.name = 'art14_months'

),

records_of_others as (

    select
        origins.record_id,
        origins.obtained_on,
        origins.art14_notice_on,
        origins.obtained_on + to_months(thresholds.allowed) as nominal_on

    from register.origins as origins

    cross join thresholds

    where
        lower(origins.origin) in (
            select lower(listeds.value)
            from listeds_in_force as listeds
            where listeds.list = 'origin_of_others'
        )

),

looked_at as (

    select
        records_of_others.record_id as thing_id,
        (
            records_of_others.obtained_on is null
            or coalesce(records_of_others.art14_notice_on, asked.as_of)
            > calendar.rolled_on
        ) as is_found,
        calendar.rolled_on + 1 as since_on

    from records_of_others

    left join policy.calendar as calendar
        on records_of_others.nominal_on::date = calendar.day

    cross join asked

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
            where delivered.source = 'origins'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
