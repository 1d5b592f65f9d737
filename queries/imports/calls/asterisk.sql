-- What:    Asterisk's call detail records, Master.csv, without head row.
-- Grain:   one row per leg
-- Line:    (?:(?:"(?:[^"]|"")*"|[^,]*),){8}(?!"?\d{4}-\d\d-\d\d \d\d:)(?:"(?:[^"]|"")*"|[^,]*),"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,.*,"?(?:ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)"?,
-- Gives:   outcome

with

legs as (

    -- Which columns follow the sixteenth is a setting of the exchange; ids look alike.
    -- A voice mailbox is not somebody, and a queue answers before anybody in it does.
    select
        line,
        case
            when regexp_full_match(column20, '(?:.*-)?\d{9,}\.\d+') then column20
            when regexp_full_match(column19, '(?:.*-)?\d{9,}\.\d+') then column19
            when regexp_full_match(column18, '(?:.*-)?\d{9,}\.\d+') then column18
            when regexp_full_match(column17, '(?:.*-)?\d{9,}\.\d+') then column17
        end as call_id,
        column10 as started_at,
        column11 as answered_at,
        column12 as ended_at,
        column2 as from_number,
        column3 as to_number,
        null::varchar as direction,
        coalesce(
            if(column8 = 'Queue', nullif(split_part(column9, ',', 1), ''), null),
            nullif(column4, '')
        ) as queue,
        nullif(regexp_replace(column7, '-[0-9a-f]+$', ''), '') as agent,
        column15 as outcome,
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
        column14 as talked,
        column13 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
