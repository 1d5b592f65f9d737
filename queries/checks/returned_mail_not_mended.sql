-- What:    Wrong addresses left unmended too long (GDPR art. 5.1 d).
-- Reads:   register.persons, policy.constants
-- Needs:   persons

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'bounce_days'

)

select
    persons.person_key || ' ' || persons.system as thing_id,
    (
        coalesce(
            persons.bounced_on + thresholds.allowed < $as_of::date,
            false
        )
        and coalesce(persons.corrected_on < persons.bounced_on, true)
    ) as is_found,
    persons.bounced_on as since_on

from register.persons as persons

cross join thresholds
