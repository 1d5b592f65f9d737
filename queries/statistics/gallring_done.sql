-- What:    Records deleted or anonymised in the month, in time or not.
-- Grain:   one row per outcome, '*' for all
-- Roles:   release
-- Reads:   register.record_states
-- Options: source=gallring unit=deleted_records minimum=min_persons
-- Page:    released/gallring_by_month
-- Margin:  gallring_outcome
-- Param:   first_on          date     first day of the period
-- Param:   last_on           date     last day of the period
-- Column:  gallring_outcome  varchar  -        Gallrad i tid, Gallrad för sent or Gallrad för tidigt
-- Column:  persons           bigint   persons  as many as the lines of the inventories: no person is kept
-- Column:  records           bigint   records  gone in the period, series counted with their size
-- Order:   gallring_outcome

with

judged_records as (

    select
        states.status as gallring_outcome,
        states.count as records,
        not states.is_there
        and states.executed_on between $first_on::date and $last_on::date as is_gone

    from register.record_states($last_on) as states

),

cells as (

    select
        gallring_outcome,
        count(*) as persons,
        sum(records)::bigint as records

    from judged_records

    where is_gone

    group by gallring_outcome

    union all

    -- Nothing gone is a 0 of its own; without any inventory there is no figure.
    select
        '*' as gallring_outcome,
        count(*) filter (where is_gone) as persons,
        coalesce(sum(records) filter (where is_gone), 0)::bigint as records

    from judged_records

    having count(*) > 0

)

select * from cells
order by gallring_outcome asc
