-- What:    Staff not trained in data protection in time.
-- Reads:   register.trainings, policy.constants
-- Needs:   trainings

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'training_days'

)

select
    trainings.person_key as thing_id,
    (
        trainings.trained_on is null
        and coalesce(
            trainings.employed_on + thresholds.allowed < $as_of::date,
            true
        )
    ) as is_found,
    trainings.employed_on + thresholds.allowed + 1 as since_on

from register.trainings as trainings

cross join thresholds
