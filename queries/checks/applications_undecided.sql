-- What:    Applications left without a decision too long.
-- Reads:   register.applications, policy.constants
-- Needs:   applications

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'application_days'

)

select
    applications.application_id as thing_id,
    (
        applications.decided_on is null
        and coalesce(
            applications.received_on + thresholds.allowed < $as_of::date,
            true
        )
    ) as is_found,
    applications.received_on + thresholds.allowed + 1 as since_on

from register.applications as applications

cross join thresholds
