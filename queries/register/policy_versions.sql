-- What:    Versions of the privacy policy.
-- Grain:   one row per version
-- Roles:   dpo
-- Reads:   imported.policy_versions
-- Column:  policy_version  varchar    -  the version
-- Column:  published_on    date       -  published
-- Column:  effective_on    date       -  in force from
-- Column:  reviewed_on     date       -  last reviewed
-- Column:  informed_on     date       -  persons were told of the change
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Column:  exported_on     date       -  the export it stands in
-- Order:   policy_version

select
    policy_versions.policy_version,
    policy_versions.published_on,
    policy_versions.effective_on,
    policy_versions.reviewed_on,
    policy_versions.informed_on,
    policy_versions.bad_fields,
    policy_versions.exported_on

from imported.policy_versions as policy_versions

order by policy_version asc
