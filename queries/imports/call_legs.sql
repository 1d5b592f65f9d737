-- What:    Legs of calls with times on the clock where the office is, and durations in seconds.
-- Grain:   one row per leg of the export
-- Roles:   import
-- Reads:   export.told, export.manner, export.times, export.lengths
-- Column:  line          bigint     -        number of the row's first line
-- Column:  call_id       varchar    -        what the legs of one call share; null when the log does not say
-- Column:  repeating_id  varchar    -        an id that starts again in time, without its day; null for others
-- Column:  started_at    timestamp  -        local time; null when the cell is no time
-- Column:  from_number   varchar    -        who called
-- Column:  to_number     varchar    -        who was called
-- Column:  direction     varchar    -        in, out or internal; null when the log does not say
-- Column:  queue         varchar    -        queue or context that the call came to
-- Column:  agent         varchar    -        who answered
-- Column:  is_answered   boolean    -        somebody answered
-- Column:  wait_seconds  integer    seconds  until the answer, or the end
-- Column:  talk_seconds  integer    seconds  from answer to end
-- Column:  reason        varchar    -        why the row is no call; null when it is one
-- Order:   none

with

-- Most logs write 2026-11-23 12:05:00 and whole seconds: those are cast as they stand.
-- All others are taken apart in call_times and call_lengths.
plain_legs as (

    select
        told.*,
        coalesce(upper(told.clock), manner.clock) as written_in,
        manner.zone as office,
        if(
            told.started_at like '____-__-_____:__:__',
            try_cast(told.started_at as timestamp),
            null
        ) as plain_started_at,
        if(
            told.answered_at like '____-__-_____:__:__',
            try_cast(told.answered_at as timestamp),
            null
        ) as plain_answered_at,
        if(
            told.ended_at like '____-__-_____:__:__',
            try_cast(told.ended_at as timestamp),
            null
        ) as plain_ended_at,
        try_cast(told.waited as double) as plain_waited,
        try_cast(told.talked as double) as plain_talked,
        try_cast(told.lasted as double) as plain_lasted

    from export.told as told

    cross join export.manner as manner

),

timed_legs as (

    select
        plain_legs.*,
        if(coalesce(times.is_utc, false), 'UTC', plain_legs.written_in)
            as told_in,
        coalesce(plain_legs.plain_started_at, times.started_at) as began_at,
        coalesce(plain_legs.plain_answered_at, times.answered_at)
            as got_answer_at,
        coalesce(plain_legs.plain_ended_at, times.ended_at) as hung_up_at,
        coalesce(plain_legs.plain_waited, lengths.waited) as waited_seconds,
        coalesce(plain_legs.plain_talked, lengths.talked) as talked_seconds,
        coalesce(plain_legs.plain_lasted, lengths.lasted) as lasted_seconds,
        coalesce(
            plain_legs.is_answered,
            got_answer_at is not null or talked_seconds > 0,
            false
        ) as has_answer

    from plain_legs

    left join export.times as times on plain_legs.line = times.line

    left join export.lengths as lengths on plain_legs.line = lengths.line

),

-- Lengths are taken on the log's own clock, which does not move with the summer.
measured_legs as (

    select
        *,
        case
            when told_in = office then began_at
            else timezone(office, timezone(told_in, began_at))
        end as local_start,
        coalesce(
            waited_seconds,
            case
                when has_answer
                    then
                        coalesce(
                            epoch(got_answer_at - began_at),
                            lasted_seconds - talked_seconds
                        )
                else coalesce(lasted_seconds, epoch(hung_up_at - began_at))
            end
        ) as seconds_waited,
        coalesce(
            talked_seconds,
            epoch(hung_up_at - got_answer_at),
            lasted_seconds - waited_seconds
        ) as seconds_talked

    from timed_legs

),

call_legs as (

    select
        line,
        call_id,
        repeating_id,
        if(year(local_start) between 1990 and 2080, local_start, null) as started_at,
        split_part(regexp_replace(from_number, '^sips?:', ''), '@', 1) as from_number,
        split_part(regexp_replace(to_number, '^sips?:', ''), '@', 1) as to_number,
        case
            when
                regexp_matches(
                    lower(direction), '^(i|in|inn|inb.*|incom.*|inkom.*|inng.*)$'
                )
                then 'in'
            when
                regexp_matches(
                    lower(direction), '^(o|out|ut|outb.*|outg.*|utg.*|utr.*)$'
                )
                then 'out'
            when regexp_matches(lower(direction), '^(inte.*|local|lokal.*)$')
                then 'internal'
        end as direction,
        queue,
        agent,
        has_answer as is_answered,
        try_cast(if(seconds_waited < 0, 0, round(seconds_waited)) as integer)
            as wait_seconds,
        case
            when has_answer
                then
                    try_cast(
                        if(seconds_talked < 0, 0, round(seconds_talked)) as integer
                    )
        end as talk_seconds,
        reason

    from measured_legs

)

select * from call_legs
