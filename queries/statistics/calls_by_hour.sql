-- What:    Telephone calls by weekday and hour of the day, local time, the guidance line apart.
-- Grain:   one row per weekday and hour, '*' for all of a dimension
-- Roles:   release
-- Reads:   imported.counted_calls
-- Options: source=telephone unit=calls minimum=min_persons
-- Page:    released/calls
-- Margin:  weekday, hour
-- Column:  weekday         varchar  -        1 is Monday, 7 is Sunday
-- Column:  hour            varchar  -        00 to 23, the hour in which the call began
-- Column:  persons         bigint   persons  distinct outside numbers; withheld are one
-- Column:  agents          bigint   persons  distinct agents, null when none took part
-- Column:  largest         bigint   calls    calls of the number that called most
-- Column:  second_largest  bigint   calls    calls of the number after it
-- Column:  single          varchar  -        the only outside number, null when there are several
-- Column:  calls           bigint   calls    calls that began in the period
-- Order:   weekday, hour

with

-- Counted once for the finest cells: what is distinct there is little.
agents_of_hours as (

    select distinct
        weekday,
        hour,
        agent

    from imported.counted_calls

),

persons_in_cells as (

    select
        weekday,
        hour,
        person,
        count(*) as calls

    from imported.counted_calls

    group by cube (weekday, hour), person

),

person_cells as (

    select
        coalesce(weekday, '*') as weekday,
        coalesce(hour, '*') as hour,
        count(*) as persons,
        max(calls, 2) as two_largest,
        if(count(*) = 1, any_value(person), null) as single,
        sum(calls)::bigint as calls

    from persons_in_cells

    group by weekday, hour

),

agent_cells as (

    select
        coalesce(weekday, '*') as weekday,
        coalesce(hour, '*') as hour,
        nullif(count(distinct agent), 0) as agents

    from agents_of_hours

    group by cube (weekday, hour)

),

cells as (

    select
        person_cells.weekday,
        person_cells.hour,
        person_cells.persons,
        agent_cells.agents,
        person_cells.two_largest[1] as largest,
        coalesce(person_cells.two_largest[2], 0) as second_largest,
        person_cells.single,
        person_cells.calls

    from person_cells

    inner join agent_cells
        on
            person_cells.weekday = agent_cells.weekday
            and person_cells.hour = agent_cells.hour

)

select * from cells
order by weekday asc, hour asc
