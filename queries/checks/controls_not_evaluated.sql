-- What:    Security measures not evaluated lately (GDPR art. 32.1 d).
-- Reads:   register.controls, policy.constants
-- Needs:   controls

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'control_review_days'

)

select
    controls.control_id as thing_id,
    (
        coalesce(
            controls.evaluated_on + thresholds.allowed < $as_of::date,
            true
        )
    ) as is_found,
    controls.evaluated_on + thresholds.allowed + 1 as since_on

from register.controls as controls

cross join thresholds
