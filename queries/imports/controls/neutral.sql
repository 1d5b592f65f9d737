-- What:    Technical and organisational measures.
-- Grain:   one measure
-- Roles:   import
-- Reads:   export.rows
-- Table:   controls
-- Header:  control_id, status, due_on, evaluated_on
-- Column:  control_id    varchar    -  the measure
-- Column:  status        varchar    -  open or done
-- Column:  due_on        date       -  to be done by
-- Column:  evaluated_on  date       -  last evaluated
-- Column:  bad_fields    varchar[]  -  dates that were filled with something else
-- Order:   control_id

with

typed_rows as (

    select
        nullif(entries.control_id, '') as control_id,
        nullif(entries.status, '') as status,
        try_cast(entries.due_on as date) as due_on,
        try_cast(entries.evaluated_on as date) as evaluated_on,
        list_filter(
            [
                case
                    when
                        entries.due_on <> ''
                        and try_cast(entries.due_on as date) is null
                        then 'due_on'
                end,
                case
                    when
                        entries.evaluated_on <> ''
                        and try_cast(entries.evaluated_on as date) is null
                        then 'evaluated_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by control_id asc
