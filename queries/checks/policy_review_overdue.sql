-- What:    The policy in force, when it has not been reviewed in time.
-- Reads:   register.policy_versions, policy.constants

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'policy_review_days'

),

reviewed_versions as (

    select
        max_by(policy_versions.policy_version, policy_versions.effective_on)
            as thing_id,
        max(coalesce(policy_versions.reviewed_on, policy_versions.effective_on))
            as reviewed_on

    from register.policy_versions as policy_versions

    where policy_versions.effective_on <= $as_of::date

    having count(*) > 0

)

select
    reviewed_versions.thing_id,
    reviewed_versions.reviewed_on + thresholds.allowed
    < $as_of::date as is_found,
    reviewed_versions.reviewed_on + thresholds.allowed + 1
        as since_on

from reviewed_versions

cross join thresholds
