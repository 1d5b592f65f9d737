-- What:    Knowledge tests.
-- Grain:   one test taken
-- Roles:   import
-- Reads:   export.rows
-- Table:   exams
-- Header:  exam_id, taken_on, result_on, invoiced_on
-- Column:  exam_id      varchar    -  the test
-- Column:  taken_on     date       -  taken
-- Column:  result_on    date       -  the result was given
-- Column:  invoiced_on  date       -  invoiced
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Order:   exam_id

with

typed_rows as (

    select
        nullif(entries.exam_id, '') as exam_id,
        try_cast(entries.taken_on as date) as taken_on,
        try_cast(entries.result_on as date) as result_on,
        try_cast(entries.invoiced_on as date) as invoiced_on,
        list_filter(
            [
                case
                    when
                        entries.taken_on <> ''
                        and try_cast(entries.taken_on as date) is null
                        then 'taken_on'
                end,
                case
                    when
                        entries.result_on <> ''
                        and try_cast(entries.result_on as date) is null
                        then 'result_on'
                end,
                case
                    when
                        entries.invoiced_on <> ''
                        and try_cast(entries.invoiced_on as date) is null
                        then 'invoiced_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by exam_id asc
