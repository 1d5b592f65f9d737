-- What:    Why lines of a web log gave no page view.
-- Grain:   one row per line
-- Roles:   import
-- Reads:   export.lines, export.fields, export.timed_fields
-- Column:  line    bigint   -  number of the line in the file
-- Column:  reason  varchar  -  one of taken.REASONS
-- Order:   none

with

rejects as (

    select
        lines.line,
        case
            when trim(lines.text) = '' then 'empty_line'
            when starts_with(lines.text, '#') then 'comment_line'
            when lines.line = getvariable('cut_line') then 'cut_line'
            when
                fields.line is null and regexp_matches(lines.text, getvariable('aside'))
                then 'no_request'
            when fields.line is null then 'not_this_format'
            when fields.status = -1 then 'between_caches'
            when fields.status = -2 then 'file_transfer'
            when
                not coalesce(
                    fields.status = 0 or fields.status between 100 and 999, false
                )
                then 'bad_status'
            when timed_fields.line is null then 'bad_date'
            else 'month_closed'
        end as reason

    from export.lines as lines

    left join export.fields as fields
        on lines.line = fields.line

    left join export.timed_fields as timed_fields
        on lines.line = timed_fields.line

)

select * from rejects
