-- What:    Microsoft Teams' PSTN usage report: direct routing, as CSV, alone or in its zip.
-- Grain:   one row per leg
-- Header:  correlation id|correlationid, call type|event type, duration|duration seconds|duration (seconds), start time|start time (utc),
-- Header:  invite time|invite time (utc), end time|end time (utc), caller number|caller id, callee number|called number
-- Also:    failure time|failure time (utc), shared correlation id, upn|sip address, success, final sip code

with

legs as (

    -- Without an invitation nothing says how long the caller waited.
    select
        entries.line,
        coalesce(
            nullif(entries."shared correlation id", ''),
            nullif(entries."correlation id", '')
        ) as call_id,
        nullif(trim(entries."invite time"), '') as invited_at,
        coalesce(invited_at, entries."start time") as started_at,
        if(invited_at is null, null, entries."start time") as answered_at,
        coalesce(nullif(entries."end time", ''), entries."failure time") as ended_at,
        entries."caller number" as from_number,
        entries."callee number" as to_number,
        case
            when entries."call type" like '%out%' then 'out'
            when entries."call type" like '%in%' then 'in'
        end as direction,
        null::varchar as queue,
        nullif(entries.upn, '') as agent,
        if(entries.duration = '0', false, null) as is_answered,
        null::varchar as waited,
        entries.duration as talked,
        null::varchar as lasted,
        'utc' as clock,
        null::varchar as reason

    from export.rows as entries

)

select * exclude (invited_at) from legs
order by line asc
