-- What:    Incoming calls by how long they waited, within the time aimed at or longer, short abandoned ones and the guidance line apart.
-- Grain:   one row per direction, outcome and wait, '*' for all of a dimension
-- Roles:   release
-- Reads:   imported.counted_calls, policy.constants
-- Options: source=telephone unit=calls minimum=min_persons
-- Page:    released/calls
-- Margin:  direction, outcome, wait
-- Headline: in * *, in answered within, in * unknown, in missed short
-- Headline: unknown * *, unknown answered *, unknown missed *, unknown answered within, unknown * unknown, unknown missed short
-- Apart:   wait short short_seconds
-- Param:   first_on        date     first day of the period
-- Column:  direction       varchar  -        in, or unknown where nothing tells the direction of any call
-- Column:  outcome         varchar  -        answered, missed or unknown
-- Column:  wait            varchar  -        within or after the time aimed at, or unknown; short are missed calls that ended within short_seconds
-- Column:  persons         bigint   persons  distinct outside numbers; withheld are one
-- Column:  agents          bigint   persons  distinct agents, null when none took part
-- Column:  largest         bigint   calls    calls of the number that called most
-- Column:  second_largest  bigint   calls    calls of the number after it
-- Column:  single          varchar  -        the only outside number, null when there are several
-- Column:  calls           bigint   calls    calls that began in the period
-- Column:  limit_seconds   bigint   seconds  the time aimed at
-- Column:  short_seconds   bigint   seconds  a missed call that ended so soon is short abandoned; null when they are not counted apart
-- Order:   direction, outcome, wait

with

limits as (

    select constants.value::bigint as seconds

    from policy.constants_on($first_on) as constants

    where
        constants.name = 'service_level_seconds'

    qualify row_number() over (order by constants.valid_from desc) = 1

),

waited_calls as (

    select
        calls.direction,
        calls.agent,
        calls.outcome,
        calls.person,
        limits.seconds as limit_seconds,
        calls.short_seconds,
        -- A call that nobody answered was not answered within the time, whatever is
        -- known of its wait.
        case
            when calls.outcome = 'missed' and calls.wait_seconds <= calls.short_seconds
                then 'short'
            when calls.wait_seconds <= limits.seconds then 'within'
            when calls.wait_seconds is null and calls.outcome <> 'missed'
                then 'unknown'
            else 'after'
        end as wait

    from imported.counted_calls as calls

    cross join limits

    where calls.is_incoming

),

-- Counted once for the finest cells: what is distinct there is little.
calls_of_agents as (

    select
        direction,
        outcome,
        wait,
        agent,
        count(*) as calls,
        max(limit_seconds) as limit_seconds,
        max(short_seconds) as short_seconds

    from waited_calls

    group by direction, outcome, wait, agent

),

persons_in_cells as (

    select
        direction,
        outcome,
        wait,
        person,
        count(*) as calls

    from waited_calls

    group by direction, cube (outcome, wait), person

),

person_cells as (

    select
        direction,
        coalesce(outcome, '*') as outcome,
        coalesce(wait, '*') as wait,
        count(*) as persons,
        max(calls, 2) as two_largest,
        if(count(*) = 1, any_value(person), null) as single

    from persons_in_cells

    group by direction, outcome, wait

),

call_cells as (

    select
        direction,
        coalesce(outcome, '*') as outcome,
        coalesce(wait, '*') as wait,
        nullif(count(distinct agent), 0) as agents,
        sum(calls)::bigint as calls,
        max(limit_seconds) as limit_seconds,
        max(short_seconds) as short_seconds

    from calls_of_agents

    group by direction, cube (outcome, wait)

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
        person_cells.single,
        call_cells.calls,
        call_cells.limit_seconds,
        call_cells.short_seconds

    from call_cells

    inner join person_cells
        on
            call_cells.direction = person_cells.direction
            and call_cells.outcome = person_cells.outcome
            and call_cells.wait = person_cells.wait

)

select * from cells
order by direction asc, outcome asc, wait asc
