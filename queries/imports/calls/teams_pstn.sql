-- What:    Microsoft Teams' PSTN usage report: calling plans, as CSV, alone or in its zip.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  call id, caller id, call type, destination number, start time, end time, duration seconds
-- Also:    usageid, upn, destination dialed
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

    select
        entries.line,
        nullif(entries."call id", '') as call_id,
        entries."start time" as started_at,
        null::varchar as answered_at,
        entries."end time" as ended_at,
        entries."caller id" as from_number,
        coalesce(
            nullif(entries."destination dialed", ''), entries."destination number"
        ) as to_number,
        case
            when entries."call type" like '%out%' then 'out'
            when entries."call type" like '%in%' then 'in'
        end as direction,
        null::varchar as queue,
        nullif(entries.upn, '') as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries."duration seconds" as talked,
        null::varchar as lasted,
        'utc' as clock,
        if(entries."call type" like 'conf%', 'conference_leg', null) as reason

    from export.rows as entries

)

select * from legs
order by line asc
