-- What:    Versions of the privacy policy.
-- Grain:   one version
-- Roles:   import
-- Reads:   export.rows
-- Table:   policy_versions
-- Header:  policy_version, published_on, effective_on, reviewed_on, informed_on
-- Column:  policy_version  varchar    -  the version
-- Column:  published_on    date       -  published
-- Column:  effective_on    date       -  in force from
-- Column:  reviewed_on     date       -  last reviewed
-- Column:  informed_on     date       -  persons were told of the change
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Order:   policy_version

with

typed_rows as (

    select
        nullif(entries.policy_version, '') as policy_version,
        try_cast(entries.published_on as date) as published_on,
        try_cast(entries.effective_on as date) as effective_on,
        try_cast(entries.reviewed_on as date) as reviewed_on,
        try_cast(entries.informed_on as date) as informed_on,
        list_filter(
            [
                case
                    when
                        entries.published_on <> ''
                        and try_cast(entries.published_on as date) is null
                        then 'published_on'
                end,
                case
                    when
                        entries.effective_on <> ''
                        and try_cast(entries.effective_on as date) is null
                        then 'effective_on'
                end,
                case
                    when
                        entries.reviewed_on <> ''
                        and try_cast(entries.reviewed_on as date) is null
                        then 'reviewed_on'
                end,
                case
                    when
                        entries.informed_on <> ''
                        and try_cast(entries.informed_on as date) is null
                        then 'informed_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by policy_version asc
