-- What:    The policy in force, when it has not been reviewed in time.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.policy_versions, policy.constants
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

thresholds as (

    select
        any_value(constants.value)::integer
            as allowed

    from constants_in_force as constants

    where constants.name = 'policy_review_days'

),

reviewed_versions as (

    select
        max_by(policy_versions.policy_version, policy_versions.effective_on)
            as thing_id,
        max(coalesce(policy_versions.reviewed_on, policy_versions.effective_on))
            as reviewed_on

    from register.policy_versions as policy_versions

    cross join asked

    where policy_versions.effective_on <= asked.as_of

    having count(*) > 0

),

looked_at as (

    select
        reviewed_versions.thing_id,
        reviewed_versions.reviewed_on + thresholds.allowed
        < asked.as_of as is_found,
        reviewed_versions.reviewed_on + thresholds.allowed + 1
            as since_on

    from reviewed_versions

    cross join thresholds

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
        count(*) > 0 as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
