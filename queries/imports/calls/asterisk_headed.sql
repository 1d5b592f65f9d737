-- What:    Asterisk's call detail records with a head row, in any order of columns.
-- Grain:   one row per leg
-- Header:  calldate|start, src, dst, duration, billsec, disposition
-- Also:    answer, end, dcontext, channel, dstchannel, lastapp, lastdata, uniqueid, linkedid
-- Gives:   outcome

with

legs as (

    -- A voice mailbox is not somebody, and a queue answers before anybody in it does.
    select
        entries.line,
        coalesce(nullif(entries.linkedid, ''), nullif(entries.uniqueid, '')) as call_id,
        entries.calldate as started_at,
        entries.answer as answered_at,
        entries."end" as ended_at,
        entries.src as from_number,
        entries.dst as to_number,
        null::varchar as direction,
        coalesce(
            if(
                entries.lastapp = 'Queue',
                nullif(split_part(entries.lastdata, ',', 1), ''),
                null
            ),
            nullif(entries.dcontext, '')
        ) as queue,
        nullif(regexp_replace(entries.dstchannel, '-[0-9a-f]+$', ''), '') as agent,
        entries.disposition as outcome,
        if(
            coalesce(entries.lastapp, '') ilike 'voicemail%'
            or (
                coalesce(entries.dstchannel, '-') = ''
                and coalesce(entries.lastapp, '')
                in ('Queue', 'Playback', 'BackGround', 'WaitExten', 'IVR')
            ),
            false,
            null
        ) as is_answered,
        null::varchar as waited,
        entries.billsec as talked,
        entries.duration as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
