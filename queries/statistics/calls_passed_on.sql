-- What:    Incoming telephone calls passed on to a queue from another, the guidance line apart; a call counts once in each queue it was passed on to.
-- Grain:   one row per queue, '*' for all
-- Roles:   release
-- Reads:   imported.counted_calls, policy.guidance_queues
-- Options: source=telephone unit=passed_calls minimum=min_persons
-- Page:    released/calls
-- Margin:  queue
-- Column:  queue           varchar  -         the queue that the call was passed on to
-- Column:  persons         bigint   persons   distinct outside numbers; withheld are one
-- Column:  agents          bigint   persons   distinct agents, null when none took part
-- Column:  largest         bigint   passages  passages of the number that called most
-- Column:  second_largest  bigint   passages  passages of the number after it
-- Column:  single          varchar  -         the only outside number, null when there are several
-- Column:  passed_on       bigint   passages  times a call came to the queue from another
-- Order:   queue

with

-- A unit of its own: the first queue of a call is counted in calls_by_queue, and what is
-- here is in none of its cells. Passages are the sum of both, made of what is released:
-- were they counted here, calls could be subtracted from them, and a single call that
-- was passed on would show.
told_passages as (

    select
        agent,
        person,
        unnest(queues[2:]) as queue

    from imported.counted_calls

    where is_incoming

),

-- The guidance line is a bare count of its own (guidance_calls).
passages as (

    select told_passages.*

    from told_passages

    left join policy.guidance_queues as guidance_queues
        on told_passages.queue = guidance_queues.queue

    where guidance_queues.queue is null

),

persons_in_cells as (

    select
        queue,
        person,
        count(*) as passed_on

    from passages

    group by grouping sets ((queue, person), (person))

),

person_cells as (

    select
        coalesce(queue, '*') as queue,
        count(*) as persons,
        max(passed_on, 2) as two_largest,
        if(count(*) = 1, any_value(person), null) as single

    from persons_in_cells

    group by queue

),

passage_cells as (

    select
        coalesce(queue, '*') as queue,
        nullif(count(distinct agent), 0) as agents,
        count(*) as passed_on

    from passages

    group by grouping sets ((queue), ())

),

cells as (

    select
        passage_cells.queue,
        coalesce(person_cells.persons, 0) as persons,
        passage_cells.agents,
        person_cells.two_largest[1] as largest,
        coalesce(person_cells.two_largest[2], 0) as second_largest,
        person_cells.single,
        passage_cells.passed_on

    from passage_cells

    left join person_cells
        on passage_cells.queue = person_cells.queue

    -- No call passed on is a 0 of its own; without any call there is no figure.
    where (select count(*) from imported.counted_calls) > 0

)

select * from cells
order by queue asc
