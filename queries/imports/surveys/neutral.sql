-- What:    Customer surveys.
-- Grain:   one survey
-- Roles:   import
-- Reads:   export.rows
-- Table:   surveys
-- Header:  survey_id, sent_on, invited_count, answered_count
-- Column:  survey_id       varchar    -      the survey
-- Column:  sent_on         date       -      when
-- Column:  invited_count   bigint     count  persons asked
-- Column:  answered_count  bigint     count  persons who answered
-- Column:  bad_fields      varchar[]  -      dates that were filled with something else
-- Order:   survey_id

with

typed_rows as (

    select
        nullif(entries.survey_id, '') as survey_id,
        try_cast(entries.sent_on as date) as sent_on,
        try_cast(entries.invited_count as bigint) as invited_count,
        try_cast(entries.answered_count as bigint) as answered_count,
        list_filter(
            [
                case
                    when
                        entries.sent_on <> ''
                        and try_cast(entries.sent_on as date) is null
                        then 'sent_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by survey_id asc
