-- What:    Persons not informed within a month that their data came from somebody else
-- What:    (GDPR art. 14.3 a).
-- Reads:   register.origins, policy.listeds, policy.constants, policy.calendar
-- Needs:   origins

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

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
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'origin_of_others'
        )

)

select
    records_of_others.record_id as thing_id,
    (
        records_of_others.obtained_on is null
        or coalesce(records_of_others.art14_notice_on, $as_of::date)
        > calendar.rolled_on
    ) as is_found,
    calendar.rolled_on + 1 as since_on

from records_of_others

left join policy.calendar as calendar
    on records_of_others.nominal_on::date = calendar.day
