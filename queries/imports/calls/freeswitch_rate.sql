-- What:    FreeSWITCH's mod_cdr_csv with the template opencdrrate: answered calls, for billing.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Line:    "?[0-9a-f]{8}-[0-9a-f-]{27}"?,"?[0-9a-f-]*"?,"?(?:inbound|outbound)"?,(?:(?:"(?:[^"]|"")*"|[^,]*),){2}(?:"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,|"?"?,)"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,"?\d+"?,
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
        line,
        nullif(column1, '') as call_id,
        if(column6 = '', column7, column6) as started_at,
        column6 as answered_at,
        column7 as ended_at,
        column4 as from_number,
        column5 as to_number,
        column3 as direction,
        null::varchar as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        column8 as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
