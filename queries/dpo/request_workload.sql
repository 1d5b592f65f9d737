-- What:    What falls due in each week to come, by law and by promise.
-- Grain:   one row per week from that of as_of to that of the last day known
-- Roles:   dpo
-- Reads:   register.deadlines, policy.calendar
-- Param:   as_of        date     the day that counts as today
-- Column:  week_on      date     -         Monday of the week
-- Column:  week         varchar  -         the same as 2026-v48
-- Column:  due          bigint   requests  open, with their last day by law in the week
-- Column:  paused       bigint   requests  of them, paused: their day still moves
-- Column:  promised     bigint   requests  open, with their last day by promise in the week
-- Order:   week_on

with

open_requests as (

    select
        deadlines.status,
        case
            when deadlines.statutory_due_on >= $as_of::date
                then deadlines.statutory_due_on
        end as statutory_due_on,
        case
            when deadlines.promise_due_on >= $as_of::date then deadlines.promise_due_on
        end as promise_due_on

    from register.deadlines($as_of) as deadlines

    where deadlines.closed_on is null

),

last_days as (

    select greatest(max(statutory_due_on), max(promise_due_on)) as last_on

    from open_requests

),

weeks as (

    select distinct cast(date_trunc('week', calendar.day) as date) as week_on

    from policy.calendar as calendar

    cross join last_days

    where calendar.day between $as_of::date and last_days.last_on

),

due_weeks as (

    select
        cast(date_trunc('week', statutory_due_on) as date) as week_on,
        count(*) as due,
        count(*) filter (where status = 'Pausad') as paused

    from open_requests

    where statutory_due_on is not null

    group by all

),

promised_weeks as (

    select
        cast(date_trunc('week', promise_due_on) as date) as week_on,
        count(*) as promised

    from open_requests

    where promise_due_on is not null

    group by all

),

workload as (

    select
        weeks.week_on,
        strftime(weeks.week_on, '%G-v%V') as week,
        coalesce(due_weeks.due, 0) as due,
        coalesce(due_weeks.paused, 0) as paused,
        coalesce(promised_weeks.promised, 0) as promised

    from weeks

    left join due_weeks on weeks.week_on = due_weeks.week_on

    left join promised_weeks on weeks.week_on = promised_weeks.week_on

)

select * from workload
order by week_on asc
