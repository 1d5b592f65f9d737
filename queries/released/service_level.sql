-- What:    Service level: incoming calls answered within the time aimed at / all incoming calls of known wait × 100.
-- Grain:   one row per month
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_wait
-- Column:  month                  date     -        first day of the month
-- Column:  service_level_percent  double   percent  answered_within / calls × 100
-- Column:  answered_within        bigint   calls    incoming calls answered within the time aimed at
-- Column:  calls                  bigint   calls    all incoming calls, answered or missed, but those whose wait is unknown
-- Column:  limit_seconds          bigint   seconds  the time aimed at
-- Column:  is_withheld            boolean  -        withheld so that nobody can be traced; never zero
-- Column:  release_id             varchar  -        the release that the figures stand in
-- Order:   month, newest first

with

incoming_calls as (

    select
        month,
        release_id,
        coalesce(
            any_value(calls) filter (where outcome = 'answered' and wait = 'within'),
            0
        ) as answered_within,
        any_value(calls) filter (where wait = '*')
        - coalesce(any_value(calls) filter (where wait = 'unknown'), 0) as calls,
        max(limit_seconds) as limit_seconds,
        bool_or(is_withheld) as is_withheld

    from released.calls_by_wait

    where
        direction = 'in'
        and (outcome, wait)
        in (('answered', 'within'), ('*', 'unknown'), ('*', '*'))

    group by month, release_id

),

-- Worked out from what is shown only: one cell withheld, and there is no share.
service_levels as (

    select
        month,
        if(is_withheld, null, round(100 * answered_within / nullif(calls, 0), 1))
            as service_level_percent,
        if(is_withheld, null, answered_within) as answered_within,
        if(is_withheld, null, calls) as calls,
        limit_seconds,
        is_withheld,
        release_id

    from incoming_calls

)

select * from service_levels
order by month desc
