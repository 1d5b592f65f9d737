-- What:    3CX's call report of version 20.
-- Grain:   one row per leg
-- Header:  call time, call id, from, to, direction, status, ringing, talking
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
            nullif(regexp_extract(entries."from", '\(([^()]+)\)$', 1), ''),
            entries."from"
        ) as from_number,
        coalesce(
            nullif(regexp_extract(entries."to", '\(([^()]+)\)$', 1), ''),
            entries."to"
        ) as to_number,
        entries.direction,
        null::varchar as queue,
        coalesce(
            nullif(regexp_extract(entries."to", '\(([^()]+)\)$', 1), ''),
            entries."to"
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
