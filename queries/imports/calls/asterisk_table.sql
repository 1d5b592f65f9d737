-- What:    Asterisk's table of calls (cdr) as FreePBX lists it, without head row: 16 to 26 columns.
-- Grain:   one row per leg
-- Line:    "?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,(?:(?:"(?:[^"]|"")*"|[^,]*),){10}"?(?:ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)"?,
-- Gives:   outcome

with

legs as (

    -- A voice mailbox is not somebody, and a queue answers before anybody in it does.
    select
        line,
        -- Where the id of the whole call stands depends on the exchange's version.
        coalesce(
            if(regexp_full_match(column24, '(?:.*-)?\d{9,}\.\d+'), column24, null),
            nullif(column15, '')
        ) as call_id,
        column1 as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        column3 as from_number,
        column4 as to_number,
        null::varchar as direction,
        coalesce(
            if(column8 = 'Queue', nullif(split_part(column9, ',', 1), ''), null),
            nullif(column5, '')
        ) as queue,
        nullif(regexp_replace(column7, '-[0-9a-f]+$', ''), '') as agent,
        column12 as outcome,
        if(
            column8 ilike 'voicemail%'
            or (
                column7 = ''
                and column8 in ('Queue', 'Playback', 'BackGround', 'WaitExten', 'IVR')
            ),
            false,
            null
        ) as is_answered,
        null::varchar as waited,
        column11 as talked,
        column10 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
