-- What:    The call report of Issabel and Elastix, as CSV.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  date, source, destination, src. channel, dst. channel, status, duration
-- Also:    ring group, uniqueid, account code, did
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
        nullif(entries.uniqueid, '') as call_id,
        entries.date as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.source as from_number,
        entries.destination as to_number,
        null::varchar as direction,
        nullif(entries."ring group", '') as queue,
        nullif(regexp_replace(entries."dst. channel", '-[0-9a-f]+$', ''), '') as agent,
        entries.status as outcome,
        null::boolean as is_answered,
        null::varchar as waited,
        if(upper(entries.status) = 'ANSWERED', entries.duration, null) as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
