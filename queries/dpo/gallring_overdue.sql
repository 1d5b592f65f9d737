-- What:    What is due for gallring, system by system: today, overdue and for how long, soon.
-- Grain:   one row per system with something due or soon due
-- Roles:   dpo
-- Reads:   dpo.standing_records
-- Param:   as_of          date     the day that counts as today
-- Column:  system         varchar  -        the system that holds them
-- Column:  due_today      bigint   records  to go today, series counted with their size
-- Column:  overdue        bigint   records  that should be gone already
-- Column:  oldest_due_on  date     -        the earliest day of gallring among the overdue
-- Column:  oldest_days    bigint   days     since that day
-- Column:  median_days    bigint   days     overdue: half of the overdue records are so many days late or more
-- Column:  soon           bigint   records  that fall due soon
-- Order:   oldest_due_on, then system

with

counted_days as (

    select
        system,
        status,
        due_on,
        sum(count) as records

    from dpo.standing_records

    where status in ('Försenad gallring', 'Gallras i dag', 'Gallras snart')

    group by system, status, due_on

),

running_days as (

    select
        system,
        due_on,
        sum(records) over (partition by system order by due_on) as so_far,
        sum(records) over (partition by system) as overdue

    from counted_days

    where status = 'Försenad gallring'

),

medians as (

    select
        system,
        min(due_on) as median_due_on

    from running_days

    where 2 * so_far >= overdue

    group by system

),

systems as (

    select
        counted_days.system,
        coalesce(
            sum(counted_days.records) filter (
                where counted_days.status = 'Gallras i dag'
            ),
            0
        )::bigint as due_today,
        coalesce(
            sum(counted_days.records) filter (
                where counted_days.status = 'Försenad gallring'
            ),
            0
        )::bigint as overdue,
        min(counted_days.due_on) filter (
            where counted_days.status = 'Försenad gallring'
        ) as oldest_due_on,
        coalesce(
            sum(counted_days.records) filter (
                where counted_days.status = 'Gallras snart'
            ),
            0
        )::bigint as soon

    from counted_days

    group by counted_days.system

),

overdue_systems as (

    select
        systems.system,
        systems.due_today,
        systems.overdue,
        systems.oldest_due_on,
        $as_of::date - systems.oldest_due_on as oldest_days,
        $as_of::date - medians.median_due_on as median_days,
        systems.soon

    from systems

    left join medians
        on systems.system = medians.system

)

select * from overdue_systems
order by oldest_due_on asc nulls last, system asc
