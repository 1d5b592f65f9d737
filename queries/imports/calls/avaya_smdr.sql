-- What:    Avaya IP Office's SMDR: one line per part of a call; no head row.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Line:    \d{4}/\d\d/\d\d \d\d:\d\d:\d\d,\d\d:\d\d:\d\d,\d+,[^,]*,[IO],[^,]*,[^,]*,[^,]*,[01],\d+,[01],
-- Column:  line         bigint   -  number of the row's first line
-- Column:  repeating_id varchar  -  an id that starts again in time, without its day; null for others
-- Column:  call_id      varchar  -  what the legs of one call share; null when the log does not say
-- Column:  started_at   varchar  -  as it stands
-- Column:  answered_at  varchar  -  as it stands
-- Column:  ended_at     varchar  -  as it stands
-- Column:  from_number  varchar  -  who called
-- Column:  to_number    varchar  -  who was called
-- Column:  direction    varchar  -  the exchange's own word; null: worked out from the numbers
-- Column:  queue        varchar  -  queue or context that the call came to
-- Column:  agent        varchar  -  who answered
-- Column:  is_answered  boolean  -  somebody answered; null: told by the outcome or the times
-- Column:  waited       varchar  -  until the answer, or the end; as it stands
-- Column:  talked       varchar  -  from answer to end; as it stands
-- Column:  lasted       varchar  -  from start to end; as it stands
-- Column:  clock        varchar  -  utc when the exchange writes UTC; null for its local time
-- Column:  reason       varchar  -  why the row is no call; null when it is one
-- Order:   line

with

legs as (

    -- Ids start again with the exchange; together with the day they do not repeat.
    -- V is the voice mailbox: nobody answered.
    select
        line,
        nullif(column10, '') as repeating_id,
        if(column10 = '', null, concat_ws('-', left(column1, 10), column10)) as call_id,
        column1 as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        column4 as from_number,
        column6 as to_number,
        if(column9 = '1', 'internal', column5) as direction,
        null::varchar as queue,
        nullif(if(column5 = 'I', column14, column12), '') as agent,
        if(column12 like 'V%', false, null) as is_answered,
        column3 as waited,
        column2 as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
