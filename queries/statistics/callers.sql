-- What:    Different callers whose number is known, by how often they called in the month, the guidance line apart; a caller counts once, so that callers are never more than calls, and those of several months are never added up.
-- Grain:   one row per level and times, '*' for all callers
-- Roles:   release
-- Reads:   imported.counted_calls
-- Options: source=telephone unit=callers minimum=min_persons
-- Page:    released/calls
-- Ladder:  level later
-- Within:  calls_by_queue in * *, calls_by_queue unknown * *, calls_by_queue * * *
-- Margin:  times
-- Column:  times           varchar  -        how often they called
-- Column:  level           bigint   -        how many times are counted apart; the last holds all who called more often
-- Column:  persons         bigint   persons  distinct outside numbers; of later calls also withheld ones, as one
-- Column:  agents          bigint   persons  distinct agents in the calls of these callers, null when none took part
-- Column:  largest         bigint   calls    later calls of the number that called most
-- Column:  second_largest  bigint   calls    later calls of the number after it
-- Column:  callers         bigint   callers  different callers in the period
-- Order:   level, times

-- A count of callers beside a count of calls tells how many calls are left when each
-- caller's first ones, up to the level, are taken away:
--     calls = once + 2 * twice + ... + level * level or more + later
-- where later are also the calls of withheld numbers. What is left is a cell of its own,
-- though no table shows it: a level whose later calls, or one of whose parts, rest on too
-- few is not released, and a coarser one is. So no cell of this table is ever withheld
-- beside one that is shown, and nothing is known of a cell of calls that the calls
-- themselves do not tell.

with

incoming_calls as (

    select
        person,
        agent

    from imported.counted_calls

    where is_incoming

),

calls_of_persons as (

    select
        person,
        count(*) as calls,
        -- Withheld numbers are no callers that could be counted.
        if(person = '-', 0, least(count(*), 5)) as often

    from incoming_calls

    group by person

),

persons_as_often as (

    select
        often,
        count(*) as persons,
        sum(calls)::bigint as calls,
        max(calls, 2) as two_largest

    from calls_of_persons

    group by often

),

agents_as_often as (

    select distinct
        calls_of_persons.often,
        incoming_calls.agent

    from incoming_calls

    inner join calls_of_persons
        on incoming_calls.person = calls_of_persons.person

),

levels as (

    select unnest([1, 2, 3, 4]) as level

),

placed_persons as (

    select
        levels.level,
        persons_as_often.often,
        unnest(
            list_concat(
                if(persons_as_often.often > 0, ['*'], []),
                case
                    when persons_as_often.often = 0 or levels.level = 1 then []
                    when persons_as_often.often < levels.level
                        then [['once', 'twice', 'three times'][persons_as_often.often]]
                    else [
                        [
                            '',
                            'twice or more',
                            'three times or more',
                            'four times or more'
                        ][levels.level]
                    ]
                end,
                if(
                    persons_as_often.often = 0
                    or persons_as_often.often > levels.level,
                    ['later'],
                    []
                )
            )
        ) as times,
        if(persons_as_often.often = 0, 0, levels.level) as counted,
        persons_as_often.persons,
        persons_as_often.calls,
        persons_as_often.two_largest

    from levels

    cross join persons_as_often

),

person_cells as (

    select
        level,
        times,
        sum(persons)::bigint as persons,
        if(times = 'later', sum(calls - counted * persons), sum(persons))::bigint
            as callers,
        list_reverse_sort(
            flatten(
                list(
                    list_transform(two_largest, lambda calls: calls - counted)
                )
            )
        ) as largest_first

    from placed_persons

    group by level, times

),

agent_cells as (

    select
        placed_persons.level,
        placed_persons.times,
        nullif(count(distinct agents_as_often.agent), 0) as agents

    from placed_persons

    inner join agents_as_often
        on placed_persons.often = agents_as_often.often

    group by placed_persons.level, placed_persons.times

),

cells as (

    select
        person_cells.times,
        person_cells.level::bigint as level,
        person_cells.persons,
        agent_cells.agents,
        if(person_cells.times = 'later', person_cells.largest_first[1], null)::bigint
            as largest,
        if(
            person_cells.times = 'later',
            coalesce(person_cells.largest_first[2], 0),
            null
        )::bigint as second_largest,
        person_cells.callers

    from person_cells

    inner join agent_cells
        on
            person_cells.level = agent_cells.level
            and person_cells.times = agent_cells.times

)

select * from cells
order by level asc, times asc
