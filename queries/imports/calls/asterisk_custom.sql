-- What:    Asterisk's custom call detail records: the caller's name first, no account code.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Line:    (?:(?:"(?:[^"]|"")*"|[^,]*),){8}"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,.*,"?(?:ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)"?,
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

    -- A voice mailbox is not somebody, and a queue answers before anybody in it does.
    select
        line,
        nullif(column17, '') as call_id,
        column9 as started_at,
        column10 as answered_at,
        column11 as ended_at,
        column2 as from_number,
        column3 as to_number,
        null::varchar as direction,
        coalesce(
            if(column7 = 'Queue', nullif(split_part(column8, ',', 1), ''), null),
            nullif(column4, '')
        ) as queue,
        nullif(regexp_replace(column6, '-[0-9a-f]+$', ''), '') as agent,
        column14 as outcome,
        if(
            column7 ilike 'voicemail%'
            or (
                column6 = ''
                and column7 in ('Queue', 'Playback', 'BackGround', 'WaitExten', 'IVR')
            ),
            false,
            null
        ) as is_answered,
        null::varchar as waited,
        column13 as talked,
        column12 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
