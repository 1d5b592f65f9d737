-- What:    Persons in customer and user registers.
-- Grain:   one person in one system
-- Roles:   import
-- Reads:   export.rows
-- Table:   persons
-- Header:  person_key, system, person_type, agreement_id, agreement_end_on,
-- Header:  account_closed_on, has_hold, is_deceased, bounced_on, corrected_on,
-- Header:  verified_on, left_company_on
-- Column:  person_key         varchar    -  the person
-- Column:  system             varchar    -  the system
-- Column:  person_type        varchar    -  person, user or contact
-- Column:  agreement_id       varchar    -  the agreement
-- Column:  agreement_end_on   date       -  its last day
-- Column:  account_closed_on  date       -  the user account was closed
-- Column:  has_hold           boolean    -  something holds the data
-- Column:  is_deceased        boolean    -  the person has died
-- Column:  bounced_on         date       -  a message came back
-- Column:  corrected_on       date       -  the contact data were mended
-- Column:  verified_on        date       -  the contact was last confirmed
-- Column:  left_company_on    date       -  the contact left the company
-- Column:  bad_fields         varchar[]  -  dates that were filled with something else
-- Order:   person_key, system

with

typed_rows as (

    select
        case
            when regexp_matches(entries.person_key, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.person_key, '')
        end as person_key,
        nullif(entries.system, '') as system,
        nullif(entries.person_type, '') as person_type,
        nullif(entries.agreement_id, '') as agreement_id,
        try_cast(entries.agreement_end_on as date) as agreement_end_on,
        try_cast(entries.account_closed_on as date) as account_closed_on,
        try_cast(entries.has_hold as boolean) as has_hold,
        try_cast(entries.is_deceased as boolean) as is_deceased,
        try_cast(entries.bounced_on as date) as bounced_on,
        try_cast(entries.corrected_on as date) as corrected_on,
        try_cast(entries.verified_on as date) as verified_on,
        try_cast(entries.left_company_on as date) as left_company_on,
        list_filter(
            [
                case
                    when
                        entries.agreement_end_on <> ''
                        and try_cast(entries.agreement_end_on as date) is null
                        then 'agreement_end_on'
                end,
                case
                    when
                        entries.account_closed_on <> ''
                        and try_cast(entries.account_closed_on as date) is null
                        then 'account_closed_on'
                end,
                case
                    when
                        entries.bounced_on <> ''
                        and try_cast(entries.bounced_on as date) is null
                        then 'bounced_on'
                end,
                case
                    when
                        entries.corrected_on <> ''
                        and try_cast(entries.corrected_on as date) is null
                        then 'corrected_on'
                end,
                case
                    when
                        entries.verified_on <> ''
                        and try_cast(entries.verified_on as date) is null
                        then 'verified_on'
                end,
                case
                    when
                        entries.left_company_on <> ''
                        and try_cast(entries.left_company_on as date) is null
                        then 'left_company_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by person_key asc, system asc
