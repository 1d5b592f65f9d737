-- What:    FreeSWITCH's mod_cdr_csv: the templates example, snom, linksys and sql, and what Excel makes of them.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Line:    (?:INSERT INTO \w+ VALUES ?\()?(?:(?:"(?:[^"]|"")*"|[^,]*),){4}"?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,(?:"?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,|"?"?,)"?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,"?\d+"?,"?\d+"?,"?[A-Z0-9_]+"?,
-- Column:  line         bigint   -  number of the row's first line
-- Column:  call_id      varchar  -  what the legs of one call share; null when the log does not say
-- Column:  leg_ids      varchar[]  -  ids of this leg and of the one that it names
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

-- The other leg of a call names the first; both are that call.
legs_of_calls as (

    select distinct on (entries.column12)
        entries.column12 as leg_id,
        entries.column11 as call_id

    from export.rows as entries

    where entries.column12 <> '' and entries.column11 <> ''

    order by entries.column12 asc, entries.line asc

),

legs as (

    select
        entries.line,
        coalesce(legs_of_calls.call_id, nullif(entries.column11, '')) as call_id,
        [entries.column11, entries.column12] as leg_ids,
        entries.column5 as started_at,
        entries.column6 as answered_at,
        entries.column7 as ended_at,
        entries.column2 as from_number,
        entries.column3 as to_number,
        null::varchar as direction,
        nullif(entries.column4, '') as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries.column9 as talked,
        entries.column8 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

    left join legs_of_calls
        on entries.column11 = legs_of_calls.leg_id

)

select * from legs
order by line asc
