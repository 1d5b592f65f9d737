-- What:    Grandstream UCM's call detail records: main_cdr and sub_cdr rows of one session.
-- Grain:   one row per leg
-- Header:  session, action type|action_type, caller number|src, callee number|dst,
-- Header:  start time|start, answer time|answer, call status|disposition, talk time|billsec
-- Also:    call type|userfield, end time|end, dest channel extension|dstchannel_ext|dstchanext,
-- Also:    call time|duration, cdr
-- Gives:   outcome

with

legs as (

    -- The main row is the call as it came in: a queue, a menu or an announcement answers
    -- it before anybody does. The sub rows are the telephones that rang.
    select
        entries.line,
        nullif(entries.session, '') as call_id,
        entries."start time" as started_at,
        nullif(entries."answer time", '') as answered_at,
        entries."end time" as ended_at,
        entries."caller number" as from_number,
        entries."callee number" as to_number,
        entries."call type" as direction,
        nullif(
            regexp_extract(
                upper(entries."action type"), '^(?:QUEUE|RINGGROUP)\[([^\]]+)\]', 1
            ),
            ''
        ) as queue,
        nullif(entries."dest channel extension", '') as agent,
        entries."call status" as outcome,
        if(
            coalesce(entries."dest channel extension", '') = ''
            and regexp_matches(
                upper(entries."action type"),
                '^(QUEUE|RINGGROUP|IVR|ANNOUNCE|PLAYBACK|VM|VOICEMAIL|PARK|'
                || 'DIRECTORY|FAX)'
            ),
            false,
            null
        ) as is_answered,
        null::varchar as waited,
        entries."talk time" as talked,
        entries."call time" as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
