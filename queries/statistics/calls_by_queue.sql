-- What:    Telephone calls by direction, queue and outcome, the guidance line apart; a call counts once, in its first queue.
-- Grain:   one row per direction, queue and outcome, '*' for all of a dimension
-- Roles:   release
-- Reads:   imported.calls, policy.guidance_queues
-- Options: source=telephone unit=calls minimum=min_persons
-- Margin:  direction, queue, outcome
-- Param:   first_on             date     first day of the period
-- Param:   last_on              date     last day of the period
-- Column:  direction            varchar  -        in, out or internal
-- Column:  queue                varchar  -        the queue that the call came to
-- Column:  outcome              varchar  -        answered or missed
-- Column:  persons              bigint   persons  distinct outside numbers; withheld are one
-- Column:  agents               bigint   persons  distinct agents, null when none took part
-- Column:  largest              bigint   calls    calls of the number that called most
-- Column:  second_largest       bigint   calls    calls of the number after it
-- Column:  calls                bigint   calls    calls that began in the period
-- Column:  median_wait_seconds  double   seconds  half of the calls waited at most this
-- Column:  median_talk_seconds  double   seconds  half of the answered calls lasted at most this
-- Order:   direction, queue, outcome

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

counted_calls as (

    select
        calls.direction,
        calls.agent,
        calls.wait_seconds,
        calls.talk_seconds,
        coalesce(calls.queue, '-') as queue,
        if(calls.is_answered, 'answered', 'missed') as outcome,
        -- All withheld numbers together count as one person.
        coalesce(calls.caller, '-') as person

    from imported.calls as calls

    cross join asked

    -- The guidance line is a bare count of its own (guidance_calls): were it among
    -- these too, one could be subtracted from the other.
    left join policy.guidance_queues as guidance_queues
        on calls.queue = guidance_queues.queue

    where
        calls.started_on between asked.first_on and asked.last_on
        and guidance_queues.queue is null

),

persons_in_cells as (

    select
        direction,
        queue,
        outcome,
        person,
        count(*) as calls

    from counted_calls

    group by cube (direction, queue, outcome), person

),

person_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(queue, '*') as queue,
        coalesce(outcome, '*') as outcome,
        count(*) as persons,
        max(calls, 2) as two_largest

    from persons_in_cells

    group by direction, queue, outcome

),

call_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(queue, '*') as queue,
        coalesce(outcome, '*') as outcome,
        nullif(count(distinct agent), 0) as agents,
        count(*) as calls,
        median(wait_seconds) as median_wait_seconds,
        median(talk_seconds) filter (where outcome = 'answered')
            as median_talk_seconds

    from counted_calls

    group by cube (direction, queue, outcome)

),

cells as (

    select
        call_cells.direction,
        call_cells.queue,
        call_cells.outcome,
        person_cells.persons,
        call_cells.agents,
        person_cells.two_largest[1] as largest,
        coalesce(person_cells.two_largest[2], 0) as second_largest,
        call_cells.calls,
        call_cells.median_wait_seconds,
        call_cells.median_talk_seconds

    from call_cells

    inner join person_cells
        on
            call_cells.direction = person_cells.direction
            and call_cells.queue = person_cells.queue
            and call_cells.outcome = person_cells.outcome

)

select * from cells
order by direction asc, queue asc, outcome asc
