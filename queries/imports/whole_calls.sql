-- What:    Calls of more than one leg: what their legs' times, outcomes and queues say of the call.
-- Grain:   one row per such call
-- Roles:   import
-- Reads:   export.legs
-- Column:  whole_id        ubigint    -        number of the call
-- Column:  first_line      bigint     -        place of its first leg
-- Column:  started_at      timestamp  -        local time
-- Column:  last_leg_at     timestamp  -        local time
-- Column:  direction       varchar    -        in, out or internal; null when that is unknown
-- Column:  queue           varchar    -        first queue that the call came to
-- Column:  queues          varchar[]  -        every queue that the call passed, in order, each once
-- Column:  agent           varchar    -        who answered
-- Column:  is_answered     boolean    -        somebody answered; null when that is unknown
-- Column:  wait_seconds    integer    seconds  until the answer, or the end
-- Column:  talk_seconds    integer    seconds  from answer to end
-- Column:  leg_count       integer    legs     rows of the log that were this call
-- Column:  leg_ids         varchar[]  -        ids of legs that no other leg anywhere has; null without
-- Column:  unknown_words   varchar[]  -        words of the log that nothing explains, each after what it tells
-- Column:  bad_fields      varchar[]  -        cells that cannot be read; null without
-- Order:   none

with

shared_ids as (

    select whole_id

    from export.legs

    group by whole_id

    having count(*) > 1

),

-- A caller waits until the first answer on any leg, and talks until the last end.
timed_legs as (

    select
        legs.*,
        legs.counted_at + to_seconds(coalesce(legs.wait_seconds, 0)) as waited_until,
        waited_until + to_seconds(coalesce(legs.talk_seconds, 0)) as talked_until

    from export.legs as legs

    semi join shared_ids on legs.whole_id = shared_ids.whole_id

),

joined_legs as (

    select
        whole_id,
        min(line) as first_line,
        min(started_at) as started_at,
        max(started_at) as last_leg_at,
        min(counted_at) as counted_at,
        -- Two legs of an hour that the clock shows twice may lie an hour apart.
        max(started_at) > min(started_at) and bool_or(is_ambiguous) as is_undecided,
        arg_min(direction, line) as direction,
        arg_min(queue, line) as queue,
        max(queue) <> min(queue) or max(len(queues)) > 1 as has_many_queues,
        coalesce(
            arg_min(agent, line) filter (where is_answered), arg_min(agent, line)
        ) as agent,
        -- One leg of unknown outcome may have been the answer.
        if(
            coalesce(bool_or(is_answered), false) or not bool_or(is_answered is null),
            coalesce(bool_or(is_answered), false),
            null
        ) as is_answered,
        coalesce(
            min(waited_until) filter (where is_answered and wait_seconds is not null),
            max(waited_until) filter (where wait_seconds is not null)
        ) as waited_until,
        min(waited_until) filter (where is_answered) as answered_at,
        max(talked_until) filter (where is_answered and talk_seconds is not null)
            as talked_until,
        sum(leg_count)::integer as leg_count,
        list(leg_ids) filter (where len(leg_ids) > 0) as leg_ids,
        list(unknown_words) filter (where len(unknown_words) > 0) as unknown_words,
        list(bad_fields) filter (where len(bad_fields) > 0) as bad_fields

    from timed_legs

    group by whole_id

),

passed_queues as (

    select
        timed_legs.whole_id,
        timed_legs.line,
        unnest(coalesce(timed_legs.queues, [timed_legs.queue])) as queue,
        generate_subscripts(coalesce(timed_legs.queues, [timed_legs.queue]), 1) as nth

    from timed_legs

    inner join joined_legs
        on
            timed_legs.whole_id = joined_legs.whole_id
            and joined_legs.has_many_queues

),

first_passed as (

    select
        whole_id,
        queue,
        min([line, nth]) as first_place

    from passed_queues

    where queue is not null

    group by whole_id, queue

),

queues_of_calls as (

    select
        whole_id,
        list(queue order by first_place) as queues

    from first_passed

    group by whole_id

),

whole_calls as (

    select
        joined_legs.whole_id,
        joined_legs.first_line,
        joined_legs.started_at,
        joined_legs.last_leg_at,
        joined_legs.direction,
        joined_legs.queue,
        coalesce(
            queues_of_calls.queues,
            if(joined_legs.queue is null, [], [joined_legs.queue])
        ) as queues,
        joined_legs.agent,
        joined_legs.is_answered,
        if(
            joined_legs.is_undecided,
            null,
            epoch(joined_legs.waited_until - joined_legs.counted_at)
        )::integer as wait_seconds,
        if(
            joined_legs.is_undecided,
            null,
            epoch(joined_legs.talked_until - joined_legs.answered_at)
        )::integer as talk_seconds,
        joined_legs.leg_count,
        list_distinct(flatten(joined_legs.leg_ids)) as leg_ids,
        list_filter(
            list_distinct(flatten(joined_legs.unknown_words)),
            lambda part: part <> 'call_outcome:' or joined_legs.is_answered is null
        ) as unknown_words,
        nullif(
            list_distinct(
                list_concat(
                    flatten(joined_legs.bad_fields),
                    if(joined_legs.is_undecided, ['wait_seconds', 'talk_seconds'], [])
                )
            ),
            []
        ) as bad_fields

    from joined_legs

    left join queues_of_calls on joined_legs.whole_id = queues_of_calls.whole_id

)

select * from whole_calls
