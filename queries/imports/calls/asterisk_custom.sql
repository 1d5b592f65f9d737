-- What:    Asterisk's custom call detail records: the caller's name first, no account code.
-- Grain:   one row per leg
-- Line:    (?:(?:"(?:[^"]|"")*"|[^,]*),){8}"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,.*,"?(?:ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)"?,
-- Gives:   outcome

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
