-- What:    Incoming telephone calls passed on to a queue from another, the guidance line apart; a call counts once in each queue it was passed on to.
-- Grain:   one row per queue, '*' for all
-- Roles:   release
-- Reads:   imported.counted_calls, policy.guidance_queues
-- Options: source=telephone unit=passed_calls minimum=min_persons corrected=same
-- Page:    released/calls
-- Margin:  queue
-- Column:  queue           varchar  -         the queue that the call was passed on to
-- Column:  persons         bigint   persons   distinct outside numbers, or those whose calls never came to the queue where they are fewer: what is shown of all calls could be subtracted; withheld are one
-- Column:  agents          bigint   persons   distinct agents, or those of calls that never came to the queue; null when none took part
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

-- All calls less those that came to a queue first and those passed on to it later are
-- those that never came: a cell of its own, though no table shows it.
calls_of_queues as (

    select
        unnest(queues) as queue,
        agent,
        person

    from imported.counted_calls

    where is_incoming

),

calls_of_persons as (

    select
        person,
        count(*) as calls

    from imported.counted_calls

    where is_incoming

    group by person

),

calls_of_agents as (

    select
        agent,
        count(*) as calls

    from imported.counted_calls

    where is_incoming and agent is not null

    group by agent

),

came_of_persons as (

    select
        queue,
        person,
        count(*) as calls

    from calls_of_queues

    group by queue, person

),

came_of_agents as (

    select
        queue,
        agent,
        count(*) as calls

    from calls_of_queues

    where agent is not null

    group by queue, agent

),

wholly_come_persons as (

    select
        came_of_persons.queue,
        count(*) as persons

    from came_of_persons

    inner join calls_of_persons
        on
            came_of_persons.person = calls_of_persons.person
            and came_of_persons.calls = calls_of_persons.calls

    group by came_of_persons.queue

),

wholly_come_agents as (

    select
        came_of_agents.queue,
        count(*) as agents

    from came_of_agents

    inner join calls_of_agents
        on
            came_of_agents.agent = calls_of_agents.agent
            and came_of_agents.calls = calls_of_agents.calls

    group by came_of_agents.queue

),

never_came as (

    select
        passage_cells.queue,
        (select count(*) from calls_of_persons)
        - coalesce(wholly_come_persons.persons, 0) as persons,
        (select count(*) from calls_of_agents)
        - coalesce(wholly_come_agents.agents, 0) as agents,
        coalesce(
            passage_cells.queue in (
                select counted_calls.queue
                from imported.counted_calls as counted_calls
                where counted_calls.is_incoming
            ),
            false
        ) as is_first_too

    from passage_cells

    left join wholly_come_persons
        on passage_cells.queue = wholly_come_persons.queue

    left join wholly_come_agents
        on passage_cells.queue = wholly_come_agents.queue

    where passage_cells.queue <> '*'

),

cells as (

    select
        passage_cells.queue,
        coalesce(
            least(
                person_cells.persons,
                -- Where every call came, none is left but those that came first.
                if(
                    never_came.is_first_too,
                    never_came.persons,
                    nullif(never_came.persons, 0)
                )
            ),
            0
        ) as persons,
        least(passage_cells.agents, nullif(never_came.agents, 0)) as agents,
        person_cells.two_largest[1] as largest,
        coalesce(person_cells.two_largest[2], 0) as second_largest,
        person_cells.single,
        passage_cells.passed_on

    from passage_cells

    left join person_cells
        on passage_cells.queue = person_cells.queue

    left join never_came
        on passage_cells.queue = never_came.queue

    -- No call passed on is a 0 of its own; without any call there is no figure.
    where (select count(*) from imported.counted_calls) > 0

)

select * from cells
order by queue asc
