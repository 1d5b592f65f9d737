-- What:    Telephone calls by weekday and hour of the day, local time, the guidance line apart.
-- Grain:   one row per weekday and hour, '*' for all of a dimension
-- Roles:   release
-- Reads:   imported.calls, policy.guidance_queues
-- Options: source=telephone unit=calls minimum=min_persons
-- Margin:  weekday, hour
-- Param:   first_on        date     first day of the period
-- Param:   last_on         date     last day of the period
-- Column:  weekday         varchar  -        1 is Monday, 7 is Sunday
-- Column:  hour            varchar  -        00 to 23, the hour in which the call began
-- Column:  persons         bigint   persons  distinct outside numbers; withheld are one
-- Column:  largest         bigint   calls    calls of the number that called most
-- Column:  second_largest  bigint   calls    calls of the number after it
-- Column:  calls           bigint   calls    calls that began in the period
-- Order:   weekday, hour

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

counted_calls as (

    select
        calls.weekday::varchar as weekday,
        lpad(calls.hour::varchar, 2, '0') as hour,
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
        weekday,
        hour,
        person,
        count(*) as calls

    from counted_calls

    group by cube (weekday, hour), person

),

measured_cells as (

    select
        coalesce(weekday, '*') as weekday,
        coalesce(hour, '*') as hour,
        count(*) as persons,
        max(calls, 2) as two_largest,
        sum(calls)::bigint as calls

    from persons_in_cells

    group by weekday, hour

),

cells as (

    select
        weekday,
        hour,
        persons,
        two_largest[1] as largest,
        coalesce(two_largest[2], 0) as second_largest,
        calls

    from measured_cells

)

select * from cells
order by weekday asc, hour asc
