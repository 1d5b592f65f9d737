-- What:    Incoming telephone calls by weekday and hour of the day, local time, the guidance line apart.
-- Grain:   one row per weekday and hour, '*' for all of a dimension
-- Roles:   release
-- Reads:   imported.counted_calls
-- Options: source=telephone unit=calls minimum=min_persons
-- Page:    released/calls
-- Margin:  direction, days, weekday, hour
-- Unlisted: direction, days
-- Nested:  weekday days
-- Merged:  hour
-- Joined:  days
-- Column:  direction       varchar  -        in, or unknown where nothing tells the direction of any call
-- Column:  days            varchar  -        weekdays whose hours are counted together, as 6+7; else the day itself
-- Column:  weekday         varchar  -        1 is Monday, 7 is Sunday; 6+7 are days counted together
-- Column:  hour            varchar  -        00 to 23, the hour in which the call began; övriga are rare ones put together
-- Column:  persons         bigint   persons  distinct outside numbers; withheld are one
-- Column:  agents          bigint   persons  distinct agents, null when none took part
-- Column:  largest         bigint   calls    calls of the number that called most
-- Column:  second_largest  bigint   calls    calls of the number after it
-- Column:  single          varchar  -        the only outside number, null when there are several
-- Column:  calls           bigint   calls    calls that began in the period
-- Order:   days, weekday, hour

with

incoming_calls as (

    select
        direction,
        days,
        weekday,
        hour,
        agent,
        person

    from imported.counted_calls

    where is_incoming

),

-- Counted once for the finest cells: what is distinct there is little.
agents_of_hours as (

    select distinct
        direction,
        days,
        weekday,
        hour,
        agent

    from incoming_calls

),

persons_in_cells as (

    select
        direction,
        days,
        weekday,
        hour,
        person,
        count(*) as calls

    from incoming_calls

    group by
        grouping sets (
            (direction, person),
            (direction, hour, person),
            (direction, days, person),
            (direction, days, hour, person),
            (direction, days, weekday, person)
        )

),

person_cells as (

    select
        direction,
        coalesce(days, '*') as days,
        coalesce(weekday, '*') as weekday,
        coalesce(hour, '*') as hour,
        count(*) as persons,
        max(calls, 2) as two_largest,
        if(count(*) = 1, any_value(person), null) as single,
        sum(calls)::bigint as calls

    from persons_in_cells

    group by direction, days, weekday, hour

),

agent_cells as (

    select
        direction,
        coalesce(days, '*') as days,
        coalesce(weekday, '*') as weekday,
        coalesce(hour, '*') as hour,
        nullif(count(distinct agent), 0) as agents

    from agents_of_hours

    group by
        grouping sets (
            (direction),
            (direction, hour),
            (direction, days),
            (direction, days, hour),
            (direction, days, weekday)
        )

),

cells as (

    select
        person_cells.direction,
        person_cells.days,
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
            person_cells.direction = agent_cells.direction
            and person_cells.days = agent_cells.days
            and person_cells.weekday = agent_cells.weekday
            and person_cells.hour = agent_cells.hour

    -- A day whose hours are counted by themselves is its own total.
    where person_cells.weekday <> person_cells.days or person_cells.weekday = '*'

)

select * from cells
order by days asc, weekday asc, hour asc
