-- What:    Questions to the data protection officer.
-- Grain:   one question
-- Roles:   import
-- Reads:   export.rows
-- Table:   advices
-- Header:  advice_id, asked_on, answered_on
-- Column:  advice_id    varchar    -  the question
-- Column:  asked_on     date       -  asked
-- Column:  answered_on  date       -  answered
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Order:   advice_id

with

typed_rows as (

    select
        nullif(entries.advice_id, '') as advice_id,
        try_cast(entries.asked_on as date) as asked_on,
        try_cast(entries.answered_on as date) as answered_on,
        list_filter(
            [
                case
                    when
                        entries.asked_on <> ''
                        and try_cast(entries.asked_on as date) is null
                        then 'asked_on'
                end,
                case
                    when
                        entries.answered_on <> ''
                        and try_cast(entries.answered_on as date) is null
                        then 'answered_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by advice_id asc
