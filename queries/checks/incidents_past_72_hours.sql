-- What:    Incidents not reported within 72 hours, or with no word of when they were
-- What:    known (GDPR art. 33).
-- Reads:   register.incidents, policy.constants
-- Needs:   incidents

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'breach_hours'

)

select
    incidents.incident_id as thing_id,
    (
        incidents.aware_at is null
        or coalesce(
            incidents.reported_at
            > incidents.aware_at + to_hours(thresholds.allowed),
            false
        )
    ) as is_found,
    incidents.aware_at::date as since_on

from register.incidents as incidents

cross join thresholds
