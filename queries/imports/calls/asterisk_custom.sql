-- What:    Asterisk's custom call detail records: the caller's name first, no account code.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Line:    (?:(?:"(?:[^"]|"")*"|[^,]*),){8}"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,.*,"?(?:ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)"?,
-- Column:  line              bigint     -        number of the row's first line
-- Column:  call_id           varchar    -        what the legs of one call share
-- Column:  started_at        timestamp  -        local time, as the switch writes it
-- Column:  from_number       varchar    -        who called
-- Column:  to_number         varchar    -        who was called
-- Column:  direction         varchar    -        null: worked out from the numbers
-- Column:  queue             varchar    -        queue or context that the call came to
-- Column:  agent             varchar    -        channel that answered
-- Column:  is_answered       boolean    -        somebody answered
-- Column:  wait_seconds      integer    seconds  until the answer, or the end
-- Column:  talk_seconds      integer    seconds  from answer to end
-- Column:  is_recording_leg  boolean    -        a leg that only records
-- Order:   line

with

legs as (

    select
        line,
        nullif(column17, '') as call_id,
        try_cast(column9 as timestamp) as started_at,
        column1 as from_number,
        column2 as to_number,
        null::varchar as direction,
        nullif(column3, '') as queue,
        nullif(regexp_replace(column6, '-[0-9a-f]+$', ''), '') as agent,
        column14 = 'ANSWERED' as is_answered,
        try_cast(column12 as integer) - try_cast(column13 as integer) as wait_seconds,
        try_cast(column13 as integer) as talk_seconds,
        false as is_recording_leg

    from export.rows

)

select * from legs
order by line asc
