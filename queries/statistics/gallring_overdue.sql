-- What:    Records whose gallring was overdue when the month ended, by system.
-- Grain:   one row per system, '*' for all
-- Roles:   release
-- Reads:   register.record_states, policy.constants, journal.hold_times
-- Options: source=gallring unit=overdue_records minimum=min_persons
-- Page:    released/gallring_by_month
-- Margin:  system
-- Param:   first_on  date     first day of the period
-- Param:   last_on   date     last day of the period
-- Column:  system    varchar  -        the system that holds them
-- Column:  persons   bigint   persons  as many as the lines of the inventories: no person is kept
-- Column:  records   bigint   records  overdue on the last day, series counted with their size
-- Order:   system

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

limits as (

    select any_value(constants.value)::integer as fresh_days

    from policy.constants_on($last_on) as constants

    where constants.name = 'inventory_days'

),

-- A hold that was set in the dashboard and in force when the month ended.
holds_then as (

    select distinct
        hold_times.system,
        hold_times.record_type,
        hold_times.record_id

    from journal.hold_times as hold_times

    cross join asked

    where
        hold_times.set_at::date <= asked.last_on
        and coalesce(hold_times.lifted_at::date > asked.last_on, true)

),

-- What has gone since the month stands in no inventory made long after it.
fresh_states as (

    select
        states.system,
        states.count as records,
        states.is_there
        and states.status = 'Försenad gallring'
        and not exists (
            select 1
            from holds_then
            where
                states.system = holds_then.system
                and states.record_type = holds_then.record_type
                and states.record_id
                = coalesce(holds_then.record_id, states.record_id)
        ) as is_overdue

    from register.record_states($last_on) as states

    cross join asked

    cross join limits

    where states.exported_on <= asked.last_on + limits.fresh_days

),

cells as (

    select
        coalesce(system, '*') as system,
        count(*) filter (where is_overdue) as persons,
        coalesce(sum(records) filter (where is_overdue), 0)::bigint as records

    from fresh_states

    group by grouping sets ((system), ())

    having count(*) > 0

)

select * from cells
order by system asc
