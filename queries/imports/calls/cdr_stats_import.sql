-- What:    Calls as CDR-Stats' command import_cdr reads them, without head row.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Line:    \d+, ?[^,]*, ?[^,]*, ?\d+, ?\d+, ?\d+, ?(?:inbound|outbound|internal), ?[^,]+, ?[^,]*, ?\d{9,10}, ?\d{1,10}, ?\d{9,10},
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
        nullif(column8, '') as call_id,
        column10 as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        if(column7 = 'outbound', null, column3) as from_number,
        if(column7 = 'outbound', column3, null) as to_number,
        column7 as direction,
        null::varchar as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        column5 as talked,
        column4 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
