-- What:    Asterisk's call detail records with a head row, in any order of columns.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  calldate|start, src, dst, duration, billsec, disposition
-- Also:    answer, end, dcontext, channel, dstchannel, lastapp, lastdata, uniqueid, linkedid
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
