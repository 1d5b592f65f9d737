-- What:    Grandstream UCM's call detail records: main_cdr and sub_cdr rows of one session.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.rows
-- Table:   calls
-- Header:  session, action type|action_type, caller number|src, callee number|dst,
-- Header:  start time|start, answer time|answer, call status|disposition, talk time|billsec
-- Also:    call type|userfield, end time|end, dest channel extension|dstchannel_ext|dstchanext,
-- Also:    call time|duration
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
