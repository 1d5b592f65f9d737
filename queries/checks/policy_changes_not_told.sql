-- What:    New versions of the policy that nobody was informed of.
-- Reads:   register.policy_versions
-- Needs:   policy_versions

select
    policy_versions.policy_version as thing_id,
    (
        policy_versions.informed_on is null
        or coalesce(
            policy_versions.informed_on > policy_versions.effective_on, false
        )
    ) as is_found,
    policy_versions.effective_on as since_on

from register.policy_versions as policy_versions

where
    policy_versions.effective_on <= $as_of::date
