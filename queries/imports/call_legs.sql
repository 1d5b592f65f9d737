-- What:    Legs of calls with times on the clock where the office is, and durations in seconds.
-- Grain:   one row per leg of the export
-- Roles:   import
-- Reads:   export.neutral, export.manner, export.times, export.lengths, export.words, export.moves, export.offsets
-- Column:  line            bigint     -        number of the row's first line
-- Column:  call_id         varchar    -        what the legs of one call share; null when the log does not say
-- Column:  repeating_id    varchar    -        an id that starts again in time, without its day; null for others
-- Column:  leg_ids         varchar[]  -        ids of legs that no other leg anywhere has; null where the log has none
-- Column:  started_at      timestamp  -        local time; null when the cell is no time
-- Column:  utc_at          timestamp  -        the same by UTC; null of a log that has no day on which a clock is moved
-- Column:  is_ambiguous    boolean    -        the start is of an hour that the clock shows twice, or never
-- Column:  from_number     varchar    -        who called
-- Column:  to_number       varchar    -        who was called
-- Column:  direction       varchar    -        in, out, internal or unknown; null when the log does not say
-- Column:  queue           varchar    -        queue or context that the call came to
-- Column:  agent           varchar    -        who answered
-- Column:  is_answered     boolean    -        somebody answered; null when that is unknown
-- Column:  wait_seconds    integer    seconds  until the answer, or the end; null when that is unknown
-- Column:  talk_seconds    integer    seconds  from answer to end; null when that is unknown
-- Column:  content         varchar    -        direction, queue, agent and outcome as they stand, of a call without id
-- Column:  unknown_words   varchar[]  -        words of the log that nothing explains, each after what it tells; null without
-- Column:  bad_fields      varchar[]  -        cells that cannot be read
-- Column:  reason          varchar    -        why the row is no call; null when it is one
-- Order:   none

with

-- Most logs write 2026-11-23 12:05:00: that is cast as it stands. All other times are
-- taken apart in call_moments, and what is odd in them by the reader of cells. 24:00 is
-- the end of a day to some and its beginning to others: the hours are 0 to 23.
plain_legs as (

    select
        neutral.*,
        manner.clock as written_in,
        manner.zone as office,
        if(
            neutral.started_at like '____-__-_____:__:__'
            and not ends_with(neutral.started_at, '24:00:00'),
            try_cast(neutral.started_at as timestamp),
            null
        ) as plain_started_at,
        if(
            neutral.answered_at like '____-__-_____:__:__'
            and not ends_with(neutral.answered_at, '24:00:00'),
            try_cast(neutral.answered_at as timestamp),
            null
        ) as plain_answered_at,
        if(
            neutral.ended_at like '____-__-_____:__:__'
            and not ends_with(neutral.ended_at, '24:00:00'),
            try_cast(neutral.ended_at as timestamp),
            null
        ) as plain_ended_at

    from export.neutral as neutral

    cross join export.manner as manner

),

-- Where one cell of a row is in UTC, its others are taken there from the log's clock.
-- An answer or end that does not follow the start is as unreadable as one that is no time.
read_legs as (

    select
        plain_legs.*,
        if(coalesce(times.is_utc, false), 'UTC', plain_legs.written_in)
            as told_in,
        coalesce(
            if(
                times.is_utc,
                timezone(
                    'UTC', timezone(plain_legs.written_in, plain_legs.plain_started_at)
                ),
                plain_legs.plain_started_at
            ),
            times.started_at
        ) as began_at,
        coalesce(
            if(
                times.is_utc,
                timezone(
                    'UTC', timezone(plain_legs.written_in, plain_legs.plain_answered_at)
                ),
                plain_legs.plain_answered_at
            ),
            times.answered_at
        ) as told_answer_at,
        coalesce(
            if(
                times.is_utc,
                timezone(
                    'UTC', timezone(plain_legs.written_in, plain_legs.plain_ended_at)
                ),
                plain_legs.plain_ended_at
            ),
            times.ended_at
        ) as told_end_at,
        offsets.ahead,
        moves.low_at,
        moves.high_at,
        moves.seconds as seconds_moved,
        coalesce(
            began_at >= moves.low_at and began_at < moves.high_at, false
        ) as is_ambiguous,
        -- Clocks differ by a second or two; no call lasts for a day. What began before the
        -- clock was moved back may end before it began, as the clock shows it.
        if(
            is_ambiguous and moves.seconds > 0, moves.low_at, began_at
        ) as not_before,
        if(
            told_end_at between not_before - interval 2 seconds
            and began_at + interval 1 day,
            told_end_at,
            null
        ) as hung_up_at,
        if(
            told_answer_at between not_before - interval 2 seconds
            and if(
                hung_up_at is null or hung_up_at < moves.high_at,
                began_at + interval 1 day,
                hung_up_at + interval 2 seconds
            ),
            told_answer_at,
            null
        ) as got_answer_at,
        waits.seconds as waited_seconds,
        talks.seconds as talked_seconds,
        lasts.seconds as lasted_seconds,
        outcomes.meaning as known_outcome,
        outcomes.unknown as outcome_word,
        directions.meaning as known_direction,
        directions.unknown as direction_word,
        media.meaning as known_medium,
        media.unknown as medium_word,
        coalesce(
            times.is_answer_unreadable or told_answer_at is not null,
            plain_legs.answered_at like '____-__-_____:__:__',
            false
        )
        and got_answer_at is null as is_answer_unreadable,
        coalesce(
            times.is_end_unreadable or told_end_at is not null,
            plain_legs.ended_at like '____-__-_____:__:__',
            false
        )
        and hung_up_at is null as is_end_unreadable,
        coalesce(waits.is_unreadable, false) as is_wait_unreadable,
        coalesce(talks.is_unreadable, false) as is_talk_unreadable,
        coalesce(lasts.is_unreadable, false) as is_length_unreadable

    from plain_legs

    left join export.times as times on plain_legs.line = times.line

    left join export.lengths as waits on plain_legs.waited = waits.written

    left join export.lengths as talks on plain_legs.talked = talks.written

    left join export.lengths as lasts on plain_legs.lasted = lasts.written

    left join export.words as outcomes
        on
            plain_legs.outcome = outcomes.written
            and outcomes.field = 'call_outcome'

    left join export.words as directions
        on
            plain_legs.direction = directions.written
            and directions.field = 'call_direction'

    left join export.words as media
        on
            plain_legs.medium = media.written
            and media.field = 'call_medium'

    -- A function of time zones takes ten times as long as this subtraction.
    left join export.offsets as offsets
        on plain_legs.plain_started_at::date = offsets.called_on

    left join export.moves as moves
        on
            plain_legs.written_in = moves.clock
            -- A condition of the leg alone would make this a join of every pair.
            and if(
                coalesce(times.is_utc, false),
                null,
                coalesce(plain_legs.plain_started_at, times.started_at)::date
            ) = moves.called_on

),

-- A word that is known says how a call ended, else the answer or the talk. Where a log
-- has such a word but nothing explains it, or where what would tell cannot be read, the
-- outcome is unknown; a log of times alone leaves them empty where nobody answered. No
-- talk beside a length or an end is no such log: its talk is missing.
ended_legs as (

    select
        *,
        case
            when is_answered is not null then is_answered
            when known_outcome is not null then known_outcome = 'answered'
            when got_answer_at is not null or talked_seconds > 0 then true
            when outcome_word is not null then null
            when is_answer_unreadable or is_talk_unreadable then null
            when talked_seconds = 0 then false
            when outcome is not null then null
            when answered_at is not null then false
            when
                talked is not null
                and coalesce(lasted, '') = ''
                and coalesce(ended_at, '') = ''
                then false
        end as has_answer

    from read_legs

),

-- Lengths are taken on the log's own clock. Where that is moved in between, an instant
-- counts: in an hour that is shown twice the first time when a later one stands before it,
-- the second when an earlier one stands after it, and else it is not known.
counted_legs as (

    select
        *,
        low_at is not null as is_near_move,
        case
            when low_at is null or began_at < low_at then began_at
            when began_at >= high_at then began_at + to_seconds(seconds_moved)
            when seconds_moved > 0 and least(got_answer_at, hung_up_at) < began_at
                then began_at
        end as began_count,
        case
            when low_at is null or got_answer_at < low_at then got_answer_at
            when got_answer_at >= high_at or got_answer_at < began_at
                then got_answer_at + to_seconds(seconds_moved)
            when seconds_moved > 0 and hung_up_at < got_answer_at then got_answer_at
        end as answer_count,
        case
            when low_at is null or hung_up_at < low_at then hung_up_at
            when
                hung_up_at >= high_at
                or hung_up_at < greatest(began_at, got_answer_at)
                then hung_up_at + to_seconds(seconds_moved)
        end as end_count

    from ended_legs

),

-- Beside such a move the lengths that the log itself gives go first.
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
                            if(is_near_move, lasted_seconds - talked_seconds, null),
                            epoch(answer_count - began_count),
                            lasted_seconds - talked_seconds
                        )
                when not has_answer
                    then coalesce(lasted_seconds, epoch(end_count - began_count))
            end
        ) as seconds_waited,
        coalesce(
            talked_seconds,
            if(is_near_move, lasted_seconds - waited_seconds, null),
            epoch(end_count - answer_count),
            lasted_seconds - waited_seconds
        ) as seconds_talked,
        -- A part that is longer than the whole leaves less than nothing for the other.
        coalesce(seconds_waited < -2, false)
        or is_near_move
        and seconds_waited is null
        and (
            got_answer_at is not null or (not has_answer and hung_up_at is not null)
        ) as is_wait_undecided,
        coalesce(has_answer and seconds_talked < -2, false)
        or is_near_move
        and seconds_talked is null
        and has_answer
        and got_answer_at is not null
        and hung_up_at is not null as is_talk_undecided

    from counted_legs

),

call_legs as (

    select
        line,
        -- A dash or a nought is no id.
        if(
            len(call_id) < 7
            and lower(call_id) in (
                '0', '-', '--', 'null', '\n', 'none', 'n/a', '#n/a', 'nan', '(null)'
            ),
            null,
            call_id
        ) as call_id,
        repeating_id,
        if(
            leg_ids is null,
            null,
            list_filter(
                leg_ids,
                lambda cell: regexp_full_match(
                    cell, '[\da-fA-F]{8}(-?[\da-fA-F]{4,12}){4}'
                )
            )
        ) as leg_ids,
        if(year(local_start) between 1990 and 2080, local_start, null) as started_at,
        case
            when not getvariable('clock_is_moved') then null
            when told_in = 'UTC' then began_at
            when ahead is not null then began_at - ahead
            else timezone('UTC', timezone(told_in, began_at))
        end as utc_at,
        is_ambiguous,
        if(
            contains(from_number, ':') or contains(from_number, '@'),
            split_part(regexp_replace(from_number, '^sips?:', ''), '@', 1),
            from_number
        ) as from_number,
        if(
            contains(to_number, ':') or contains(to_number, '@'),
            split_part(regexp_replace(to_number, '^sips?:', ''), '@', 1),
            to_number
        ) as to_number,
        if(direction_word is null, known_direction, 'unknown') as direction,
        queue,
        agent,
        has_answer as is_answered,
        -- Asked of calls without id alone.
        if(
            coalesce(len(call_id), 0) < 7,
            [direction, queue, agent, outcome]::varchar,
            null
        ) as content,
        case
            when not is_wait_unreadable and not is_wait_undecided
                then
                    try_cast(
                        if(seconds_waited < 0, 0, round(seconds_waited)) as integer
                    )
        end as wait_seconds,
        case
            when has_answer and not is_talk_unreadable and not is_talk_undecided
                then
                    try_cast(
                        if(seconds_talked < 0, 0, round(seconds_talked)) as integer
                    )
        end as talk_seconds,
        case
            when
                has_answer is null
                or coalesce(outcome_word, direction_word, medium_word) is not null
                then
                    list_filter(
                        [
                            if(
                                has_answer is null or outcome_word is not null,
                                'call_outcome:' || coalesce(outcome_word, ''),
                                null
                            ),
                            'call_direction:' || direction_word,
                            'call_medium:' || medium_word
                        ],
                        lambda cell: cell is not null
                    )
        end as unknown_words,
        if(
            is_answer_unreadable
            or is_end_unreadable
            or is_wait_unreadable
            or is_talk_unreadable
            or is_length_unreadable
            or is_wait_undecided
            or is_talk_undecided,
            list_filter(
                [
                    if(is_answer_unreadable, 'answered_at', null),
                    if(is_end_unreadable, 'ended_at', null),
                    if(is_wait_unreadable or is_wait_undecided, 'wait_seconds', null),
                    if(is_talk_unreadable or is_talk_undecided, 'talk_seconds', null),
                    if(is_length_unreadable, 'duration', null)
                ],
                lambda cell: cell is not null
            ),
            null
        ) as bad_fields,
        case
            when reason is not null then reason
            when known_medium = 'no call' then 'not_a_call'
        end as reason

    from measured_legs

)

select * from call_legs
