-- What:    3CX's call report of version 20.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  call time, call id, from, to, direction, status, ringing, talking
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
-- Column:  outcome      varchar  -  the exchange's own word for how it ended
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
