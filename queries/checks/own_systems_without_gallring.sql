-- What:    Own systems without a routine for gallring, or where it has not run in time.
-- Reads:   register.systems, policy.constants
-- Needs:   systems

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'gallring_run_days'

)

select
    systems.system as thing_id,
    (
        systems.has_gallring_routine is not true
        or systems.gallring_run_on is null
        or systems.gallring_run_on + thresholds.allowed < $as_of::date
    ) as is_found,
    systems.gallring_run_on as since_on

from register.systems as systems

cross join thresholds

where systems.is_own is not false
