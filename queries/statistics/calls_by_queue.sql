-- What:    Telephone calls by direction, and incoming ones by queue and outcome, the guidance line apart; a call counts once, in its first queue.
-- Grain:   one row per direction, queue and outcome, '*' for all of a dimension; other calls than incoming in total only
-- Roles:   release
-- Reads:   imported.counted_calls
-- Options: source=telephone unit=calls minimum=min_persons
-- Page:    released/calls
-- Margin:  direction, queue, outcome
-- Narrows: median_wait_seconds calls_by_wait, median_talk_seconds calls_by_queue outcome=answered
-- Merged:  direction, queue
-- Headline: in * *, in * answered, in * missed, * * *
-- Column:  direction            varchar  -        in, out, internal or unknown; övriga are other calls than incoming, put together where they are few
-- Column:  queue                varchar  -        the queue that the call came to; övriga are small ones put together
-- Column:  outcome              varchar  -        answered, missed or unknown
-- Column:  persons              bigint   persons  distinct outside numbers; withheld are one
-- Column:  agents               bigint   persons  distinct agents, null when none took part
-- Column:  largest              bigint   calls    calls of the number that called most
-- Column:  second_largest       bigint   calls    calls of the number after it
-- Column:  single               varchar  -        the only outside number, null when there are several
-- Column:  calls                bigint   calls    calls that began in the period
-- Column:  median_wait_seconds  double   seconds  half of the incoming calls waited at most this
-- Column:  median_talk_seconds  double   seconds  half of the answered calls lasted at most this
-- Column:  median_wait_seconds_persons  bigint  persons  distinct outside numbers whose wait is known
-- Column:  median_wait_seconds_agents   bigint  persons  distinct agents of these calls
-- Column:  median_talk_seconds_persons  bigint  persons  distinct outside numbers whose talk is known
-- Column:  median_talk_seconds_agents   bigint  persons  distinct agents of these calls
-- Order:   direction, queue, outcome

with

directed_calls as (

    select
        direction,
        queue,
        outcome,
        agent,
        person,
        if(is_incoming, wait_seconds, null) as wait_seconds,
        if(outcome = 'answered', talk_seconds, null) as talk_seconds

    from imported.counted_calls

),

-- Counted once for the finest cells: what is distinct there is little.
calls_of_agents as (

    select
        direction,
        queue,
        outcome,
        agent,
        count(wait_seconds) as waits,
        count(talk_seconds) as talks

    from directed_calls

    where agent is not null

    group by direction, queue, outcome, agent

),

persons_in_cells as (

    select
        direction,
        queue,
        outcome,
        person,
        count(*) as calls,
        count(wait_seconds) as waits,
        count(talk_seconds) as talks

    from directed_calls

    group by
        grouping sets (
            (person),
            (direction, person),
            (direction, queue, person),
            (direction, outcome, person),
            (direction, queue, outcome, person)
        )

),

person_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(queue, '*') as queue,
        coalesce(outcome, '*') as outcome,
        count(*) as persons,
        count(*) filter (where waits > 0) as waited,
        count(*) filter (where talks > 0) as talked,
        max(calls, 2) as two_largest,
        if(count(*) = 1, any_value(person), null) as single

    from persons_in_cells

    group by direction, queue, outcome

),

agent_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(queue, '*') as queue,
        coalesce(outcome, '*') as outcome,
        count(distinct agent) as agents,
        nullif(count(distinct agent) filter (where waits > 0), 0) as waited,
        nullif(count(distinct agent) filter (where talks > 0), 0) as talked

    from calls_of_agents

    group by
        grouping sets (
            (),
            (direction),
            (direction, queue),
            (direction, outcome),
            (direction, queue, outcome)
        )

),

call_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(queue, '*') as queue,
        coalesce(outcome, '*') as outcome,
        count(*) as calls,
        median(wait_seconds) as median_wait_seconds,
        median(talk_seconds) as median_talk_seconds

    from directed_calls

    group by
        grouping sets (
            (),
            (direction),
            (direction, queue),
            (direction, outcome),
            (direction, queue, outcome)
        )

),

cells as (

    select
        call_cells.direction,
        call_cells.queue,
        call_cells.outcome,
        person_cells.persons,
        agent_cells.agents,
        person_cells.two_largest[1] as largest,
        coalesce(person_cells.two_largest[2], 0) as second_largest,
        person_cells.single,
        call_cells.calls,
        if(call_cells.direction = '*', null, call_cells.median_wait_seconds)
            as median_wait_seconds,
        call_cells.median_talk_seconds,
        person_cells.waited as median_wait_seconds_persons,
        agent_cells.waited as median_wait_seconds_agents,
        person_cells.talked as median_talk_seconds_persons,
        agent_cells.talked as median_talk_seconds_agents

    from call_cells

    inner join person_cells
        on
            call_cells.direction = person_cells.direction
            and call_cells.queue = person_cells.queue
            and call_cells.outcome = person_cells.outcome

    left join agent_cells
        on
            call_cells.direction = agent_cells.direction
            and call_cells.queue = agent_cells.queue
            and call_cells.outcome = agent_cells.outcome

    -- Only incoming calls wait in a queue and are missed: the others count in total.
    where
        call_cells.direction in (
            select incoming_calls.direction
            from imported.counted_calls as incoming_calls
            where incoming_calls.is_incoming
        )
        or (call_cells.queue = '*' and call_cells.outcome = '*')

)

select * from cells
order by direction asc, queue asc, outcome asc
