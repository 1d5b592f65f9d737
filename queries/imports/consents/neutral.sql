-- What:    Records of sensitive data, and the consents they rest on.
-- Grain:   one record
-- Roles:   import
-- Reads:   export.rows
-- Table:   consents
-- Header:  record_id, category, collected_on, consent_given_on, consent_withdrawn_on
-- Column:  record_id             varchar    -  the record
-- Column:  category              varchar    -  health ...
-- Column:  collected_on          date       -  when the data came
-- Column:  consent_given_on      date       -  consent given
-- Column:  consent_withdrawn_on  date       -  consent withdrawn
-- Column:  bad_fields            varchar[]  -  dates that were filled with something else
-- Order:   record_id

with

typed_rows as (

    select
        nullif(entries.record_id, '') as record_id,
        nullif(entries.category, '') as category,
        try_cast(entries.collected_on as date) as collected_on,
        try_cast(entries.consent_given_on as date) as consent_given_on,
        try_cast(entries.consent_withdrawn_on as date) as consent_withdrawn_on,
        list_filter(
            [
                case
                    when
                        entries.collected_on <> ''
                        and try_cast(entries.collected_on as date) is null
                        then 'collected_on'
                end,
                case
                    when
                        entries.consent_given_on <> ''
                        and try_cast(entries.consent_given_on as date) is null
                        then 'consent_given_on'
                end,
                case
                    when
                        entries.consent_withdrawn_on <> ''
                        and try_cast(entries.consent_withdrawn_on as date) is null
                        then 'consent_withdrawn_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by record_id asc
