-- What:    Calls in the neutral form.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  started_at, direction, is_answered
-- Also:    call_id, from_number, to_number, queue, agent, wait_seconds, talk_seconds
-- Column:  line         bigint   -  number of the row's first line
-- Column:  call_id      varchar  -  what the legs of one call share; null when the log does not say
-- Column:  started_at   varchar  -  as it stands
-- Column:  answered_at  varchar  -  as it stands
-- Column:  ended_at     varchar  -  as it stands
-- Column:  from_number  varchar  -  who called
-- Column:  to_number    varchar  -  who was called
-- Column:  direction    varchar  -  in, out or internal; null: worked out from the numbers
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
        nullif(entries.call_id, '') as call_id,
        entries.started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.from_number,
        entries.to_number,
        entries.direction,
        nullif(entries.queue, '') as queue,
        nullif(entries.agent, '') as agent,
        entries.is_answered as outcome,
        null::boolean as is_answered,
        entries.wait_seconds as waited,
        entries.talk_seconds as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
