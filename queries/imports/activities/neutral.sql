-- What:    The record of processing activities (GDPR art. 30).
-- Grain:   one activity
-- Roles:   import
-- Reads:   export.rows
-- Table:   activities
-- Header:  activity_id, activity_type, purpose, role, principal, operations,
-- Header:  legal_basis, secondary_purpose, secondary_basis, agreement_type,
-- Header:  has_automated_decision, has_human_review, is_distribution,
-- Header:  has_data_categories, has_recipients, has_retention, has_security,
-- Header:  reviewed_on
-- Column:  activity_id             varchar    -  the activity
-- Column:  activity_type           varchar    -  licens, test, disciplin ...
-- Column:  purpose                 varchar    -  what it is for
-- Column:  role                    varchar    -  ansvarig or biträde
-- Column:  principal               varchar    -  for whom, when biträde
-- Column:  operations              varchar[]  -  insamling, registrering ..., separated by ;
-- Column:  legal_basis             varchar    -  avtal, samtycke, rättslig förpliktelse, berättigat intresse
-- Column:  secondary_purpose       varchar    -  another purpose that the data serve
-- Column:  secondary_basis         varchar    -  what that purpose rests on
-- Column:  agreement_type          varchar    -  the kind of agreement
-- Column:  has_automated_decision  boolean    -  decisions are made by machine alone
-- Column:  has_human_review        boolean    -  a person can review them
-- Column:  is_distribution         boolean    -  insurance distribution
-- Column:  has_data_categories     boolean    -  categories of persons and data are stated
-- Column:  has_recipients          boolean    -  recipients are stated
-- Column:  has_retention           boolean    -  time limits for erasure are stated
-- Column:  has_security            boolean    -  security measures are described
-- Column:  reviewed_on             date       -  last reviewed
-- Column:  bad_fields              varchar[]  -  dates that were filled with something else
-- Order:   activity_id

with

typed_rows as (

    select
        nullif(entries.activity_id, '') as activity_id,
        nullif(entries.activity_type, '') as activity_type,
        nullif(entries.purpose, '') as purpose,
        nullif(entries.role, '') as role,
        nullif(entries.principal, '') as principal,
        regexp_split_to_array(
            nullif(entries.operations, ''), '\s*;\s*'
        ) as operations,
        nullif(entries.legal_basis, '') as legal_basis,
        nullif(entries.secondary_purpose, '') as secondary_purpose,
        nullif(entries.secondary_basis, '') as secondary_basis,
        nullif(entries.agreement_type, '') as agreement_type,
        try_cast(entries.has_automated_decision as boolean) as has_automated_decision,
        try_cast(entries.has_human_review as boolean) as has_human_review,
        try_cast(entries.is_distribution as boolean) as is_distribution,
        try_cast(entries.has_data_categories as boolean) as has_data_categories,
        try_cast(entries.has_recipients as boolean) as has_recipients,
        try_cast(entries.has_retention as boolean) as has_retention,
        try_cast(entries.has_security as boolean) as has_security,
        try_cast(entries.reviewed_on as date) as reviewed_on,
        list_filter(
            [
                case
                    when
                        entries.reviewed_on <> ''
                        and try_cast(entries.reviewed_on as date) is null
                        then 'reviewed_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by activity_id asc
