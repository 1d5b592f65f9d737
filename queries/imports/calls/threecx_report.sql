-- What:    3CX's call report up to version 18: three or four lines before the head, totals at the end.
-- Grain:   one row per leg
-- Header:  call time, caller id, destination, status, ringing, talking
-- Also:    call id
-- Gives:   outcome

with

legs as (

    select
        entries.line,
        nullif(entries."call id", '') as call_id,
        entries."call time" as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        coalesce(
            nullif(regexp_extract(entries."caller id", '\(([^()]+)\)$', 1), ''),
            entries."caller id"
        ) as from_number,
        coalesce(
            nullif(regexp_extract(entries.destination, '\(([^()]+)\)$', 1), ''),
            entries.destination
        ) as to_number,
        null::varchar as direction,
        null::varchar as queue,
        coalesce(
            nullif(regexp_extract(entries.destination, '\(([^()]+)\)$', 1), ''),
            entries.destination
        ) as agent,
        entries.status as outcome,
        null::boolean as is_answered,
        entries.ringing as waited,
        entries.talking as talked,
        null::varchar as lasted,
        null::varchar as clock,
        if(
            entries."call time" = '' or entries."call time" ilike 'total%',
            'totals_row',
            null
        ) as reason

    from export.rows as entries

)

select * from legs
order by line asc
