-- What:    Cases at the supervisory authority.
-- Grain:   one case
-- Roles:   import
-- Reads:   export.rows
-- Table:   supervisions
-- Header:  case_id, opened_on, answer_due_on, closed_on
-- Column:  case_id        varchar    -  the case
-- Column:  opened_on      date       -  opened
-- Column:  answer_due_on  date       -  the authority wants an answer by
-- Column:  closed_on      date       -  closed
-- Column:  bad_fields     varchar[]  -  dates that were filled with something else
-- Order:   case_id

with

typed_rows as (

    select
        nullif(entries.case_id, '') as case_id,
        try_cast(entries.opened_on as date) as opened_on,
        try_cast(entries.answer_due_on as date) as answer_due_on,
        try_cast(entries.closed_on as date) as closed_on,
        list_filter(
            [
                case
                    when
                        entries.opened_on <> ''
                        and try_cast(entries.opened_on as date) is null
                        then 'opened_on'
                end,
                case
                    when
                        entries.answer_due_on <> ''
                        and try_cast(entries.answer_due_on as date) is null
                        then 'answer_due_on'
                end,
                case
                    when
                        entries.closed_on <> ''
                        and try_cast(entries.closed_on as date) is null
                        then 'closed_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by case_id asc
