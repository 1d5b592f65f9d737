-- What:    Questions to the data protection officer left too long.
-- Reads:   register.advices, policy.constants
-- Needs:   advices

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'advice_days'

)

select
    advices.advice_id as thing_id,
    (
        advices.answered_on is null
        and coalesce(advices.asked_on + thresholds.allowed < $as_of::date, true)
    ) as is_found,
    advices.asked_on + thresholds.allowed + 1 as since_on

from register.advices as advices

cross join thresholds
