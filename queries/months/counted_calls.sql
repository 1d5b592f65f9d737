-- What:    Telephone calls of a period as statistics count them, the guidance line apart.
-- Grain:   one row per call
-- Roles:   release
-- Reads:   imported.calls, policy.constants, policy.guidance_queues, policy.words
-- Param:   first_on      date       first day of the period
-- Param:   last_on       date       last day of the period
-- Column:  direction     varchar    -        in, out, internal or unknown
-- Column:  is_incoming   boolean    -        in, or unknown where nothing tells the direction of any call
-- Column:  weekday       varchar    -        1 is Monday
-- Column:  days          varchar    -        the weekdays that its hours are counted with: its own, until they are put together
-- Column:  hour          varchar    -        local hour, 00 to 23
-- Column:  queue         varchar    -        the first queue, - when none
-- Column:  queues        varchar[]  -        every queue that the call passed, in order, each once
-- Column:  agent         varchar    -        keyed hash of the extension
-- Column:  outcome       varchar    -        answered, missed or unknown
-- Column:  wait_seconds  integer    seconds  until the answer, or the end
-- Column:  short_seconds bigint     seconds  a missed call that ended so soon is a short abandoned one; null when they are not counted apart
-- Column:  talk_seconds  integer    seconds  from answer to end
-- Column:  person        varchar    -        keyed hash of the outside number, - when withheld
-- Order:   none

with

guidance_queues_in_force as (

    select * from policy.guidance_queues_on($last_on)

),

-- A limit of the day the period began, as that of the service level.
short_limits as (

    select constants.value::bigint as seconds

    from policy.constants_on($first_on) as constants

    where
        constants.name = 'short_abandoned_seconds'

    qualify row_number() over (order by constants.valid_from desc) = 1

),

-- What nothing explained when a call was imported, the policy may explain since.
explained_words as (

    select
        field || ':' || lower(trim(word)) as term,
        any_value(meaning) as meaning

    from policy.words_on($last_on)

    where starts_with(field, 'call_')

    group by term

),

told_calls as (

    select
        calls.*,
        list_filter(
            calls.unknown_words, lambda cell: starts_with(cell, 'call_outcome:')
        )[1] as outcome_told,
        list_filter(
            calls.unknown_words, lambda cell: starts_with(cell, 'call_direction:')
        )[1] as direction_told,
        list_filter(
            calls.unknown_words, lambda cell: starts_with(cell, 'call_medium:')
        )[1] as medium_told

    from imported.calls as calls

),

counted_calls as (

    select
        coalesce(calls.direction, directions.meaning, 'unknown') as direction,
        calls.weekday::varchar as weekday,
        calls.weekday::varchar as days,
        lpad(calls.hour::varchar, 2, '0') as hour,
        coalesce(calls.queue, '-') as queue,
        calls.queues,
        calls.agent,
        case
            when calls.is_answered then 'answered'
            when not calls.is_answered then 'missed'
            else coalesce(outcomes.meaning, 'unknown')
        end as outcome,
        calls.wait_seconds,
        short_limits.seconds as short_seconds,
        calls.talk_seconds,
        -- All withheld numbers together count as one person.
        coalesce(calls.caller, '-') as person

    from told_calls as calls

    left join short_limits on true

    left join explained_words as outcomes
        on lower(calls.outcome_told) = outcomes.term

    left join explained_words as directions
        on
            lower(calls.direction_told) = directions.term
            and directions.meaning <> 'not said'

    left join explained_words as media
        on lower(calls.medium_told) = media.term

    -- The guidance line is a bare count of its own (guidance_calls): were it among
    -- these too, one could be subtracted from the other.
    left join guidance_queues_in_force as guidance_queues
        on calls.queue = guidance_queues.queue

    where
        calls.started_on between $first_on::date and $last_on::date
        and guidance_queues.queue is null
        and media.meaning is distinct from 'no call'

)

select
    direction,
    direction = if(bool_and(direction = 'unknown') over (), 'unknown', 'in')
        as is_incoming,
    * exclude (direction)

from counted_calls
