-- What:    Telephone calls by how long they waited, within the time aimed at or longer, the guidance line apart.
-- Grain:   one row per direction, outcome and wait, '*' for all of a dimension
-- Roles:   release
-- Reads:   imported.calls, policy.constants, policy.guidance_queues
-- Options: source=telephone unit=calls minimum=min_persons
-- Margin:  direction, outcome, wait
-- Param:   first_on        date     first day of the period
-- Param:   last_on         date     last day of the period
-- Column:  direction       varchar  -        in, out or internal
-- Column:  outcome         varchar  -        answered or missed
-- Column:  wait            varchar  -        within or after the time aimed at
-- Column:  persons         bigint   persons  distinct outside numbers; withheld are one
-- Column:  agents          bigint   persons  distinct agents, null when none took part
-- Column:  largest         bigint   calls    calls of the number that called most
-- Column:  second_largest  bigint   calls    calls of the number after it
-- Column:  calls           bigint   calls    calls that began in the period
-- Column:  limit_seconds   bigint   seconds  the time aimed at
-- Order:   direction, outcome, wait

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

limits as (

    select constants.value::bigint as seconds

    from policy.constants as constants

    cross join asked

    where
        constants.name = 'service_level_seconds'
        and constants.valid_from <= asked.first_on

    qualify row_number() over (order by constants.valid_from desc) = 1

),

counted_calls as (

    select
        calls.direction,
        calls.agent,
        limits.seconds as limit_seconds,
        if(calls.is_answered, 'answered', 'missed') as outcome,
        -- A wait that is not known was not within the time.
        if(coalesce(calls.wait_seconds <= limits.seconds, false), 'within', 'after')
            as wait,
        -- All withheld numbers together count as one person.
        coalesce(calls.caller, '-') as person

    from imported.calls as calls

    cross join asked

    cross join limits

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
        outcome,
        wait,
        person,
        count(*) as calls

    from counted_calls

    group by cube (direction, outcome, wait), person

),

person_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(outcome, '*') as outcome,
        coalesce(wait, '*') as wait,
        count(*) as persons,
        max(calls, 2) as two_largest

    from persons_in_cells

    group by direction, outcome, wait

),

call_cells as (

    select
        coalesce(direction, '*') as direction,
        coalesce(outcome, '*') as outcome,
        coalesce(wait, '*') as wait,
        nullif(count(distinct agent), 0) as agents,
        count(*) as calls,
        max(limit_seconds) as limit_seconds

    from counted_calls

    group by cube (direction, outcome, wait)

),

cells as (

    select
        call_cells.direction,
        call_cells.outcome,
        call_cells.wait,
        person_cells.persons,
        call_cells.agents,
        person_cells.two_largest[1] as largest,
        coalesce(person_cells.two_largest[2], 0) as second_largest,
        call_cells.calls,
        call_cells.limit_seconds

    from call_cells

    inner join person_cells
        on
            call_cells.direction = person_cells.direction
            and call_cells.outcome = person_cells.outcome
            and call_cells.wait = person_cells.wait

)

select * from cells
order by direction asc, outcome asc, wait asc
