-- What:    How many records fall due for gallring in each month to come, each day by its own rules.
-- Grain:   one row per system and month from that of as_of, two years on
-- Roles:   dpo
-- Reads:   dpo.standing_records, policy.calendar
-- Param:   as_of    date     the day that counts as today
-- Column:  month    date     -        first day of the month
-- Column:  system   varchar  -        the system that holds them
-- Column:  records  bigint   records  due in it, series counted with their size; held ones apart
-- Order:   month, then system

with

months as (

    select distinct date_trunc('month', calendar.day)::date as month

    from policy.calendar as calendar

    where
        calendar.day >= $as_of::date
        and calendar.day < date_trunc('month', $as_of::date) + interval 2 year

),

free_records as (

    select
        date_trunc('month', falls_due_on)::date as month,
        system,
        count

    from dpo.standing_records

    where
        is_there
        and coalesce(due_on >= $as_of::date, true)
        and falls_due_on >= $as_of::date
        and falls_due_on
        < date_trunc('month', $as_of::date) + interval 2 year
        and not is_held_by_us

),

systems as (

    select distinct system from free_records

),

forecast as (

    select
        months.month,
        systems.system,
        coalesce(sum(free_records.count), 0)::bigint as records

    from months

    cross join systems

    left join free_records
        on
            months.month = free_records.month
            and systems.system = free_records.system

    group by months.month, systems.system

)

select * from forecast
order by month asc, system asc
