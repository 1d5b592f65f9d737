-- What:    Microsoft Teams' PSTN usage report: direct routing, as CSV, alone or in its zip.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  correlation id|correlationid, call type|event type, duration|duration seconds|duration (seconds), start time|start time (utc),
-- Header:  invite time|invite time (utc), end time|end time (utc), caller number|caller id, callee number|called number
-- Also:    failure time|failure time (utc), shared correlation id, upn|sip address, success, final sip code
-- Column:  line         bigint   -  number of the row's first line
-- Column:  call_id      varchar  -  what the legs of one call share; null when the log does not say
-- Column:  started_at   varchar  -  as it stands
-- Column:  answered_at  varchar  -  as it stands
-- Column:  ended_at     varchar  -  as it stands
-- Column:  from_number  varchar  -  who called
-- Column:  to_number    varchar  -  who was called
-- Column:  direction    varchar  -  the exchange's own word; null: worked out from the numbers
-- Column:  queue        varchar  -  queue or context that the call came to
-- Column:  agent        varchar  -  who answered
-- Column:  is_answered  boolean  -  somebody answered; null: the outcome or the times say
-- Column:  waited       varchar  -  until the answer, or the end; as it stands
-- Column:  talked       varchar  -  from answer to end; as it stands
-- Column:  lasted       varchar  -  from start to end; as it stands
-- Column:  clock        varchar  -  utc when the exchange writes UTC; null for its local time
-- Column:  reason       varchar  -  why the row is no call; null when it is one
-- Order:   line

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
