-- What:    CDR-Stats' own CSV.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  callid, caller_id_number, destination_number, starting_date, duration, billsec
-- Also:    direction, waitsec, hangup_cause_id, accountcode
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
        nullif(entries.callid, '') as call_id,
        entries.starting_date as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.caller_id_number as from_number,
        entries.destination_number as to_number,
        case entries.direction
            when '1' then 'in'
            when '2' then 'out'
            else entries.direction
        end as direction,
        null::varchar as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        nullif(entries.waitsec, '') as waited,
        entries.billsec as talked,
        entries.duration as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
