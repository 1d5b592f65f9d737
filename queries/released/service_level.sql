-- What:    Service level: incoming calls answered within the time aimed at / all incoming calls of known wait × 100; and the same / all these but the short abandoned ones × 100.
-- Grain:   one row per month
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_wait
-- Column:  month                  date     -        first day of the month
-- Column:  last_on                date     -        last day of the month, or of the period
-- Column:  service_level_percent  double   percent  answered_within / calls × 100
-- Column:  without_short_percent  double   percent  answered_within / (calls − short_abandoned) × 100; empty where short abandoned calls were not counted apart
-- Column:  answered_within        bigint   calls    incoming calls answered within the time aimed at
-- Column:  calls                  bigint   calls    all incoming calls, answered or missed, but those whose wait is unknown
-- Column:  short_abandoned        bigint   calls    incoming calls that were missed within short_seconds
-- Column:  limit_seconds          bigint   seconds  the time aimed at
-- Column:  short_seconds          bigint   seconds  a missed call that ended so soon is short abandoned; null when they are not counted apart
-- Column:  is_withheld            boolean  -        withheld so that nobody can be traced; never zero
-- Column:  is_without_short_percent_withheld  boolean  -  one of the figures that it is worked out from is withheld
-- Column:  is_short_abandoned_withheld        boolean  -  withheld so that nobody can be traced; never zero
-- Column:  release_id             varchar  -        the release that the figures stand in
-- Order:   month, newest first

with

-- Where nothing gave the direction of any call, all count as incoming.
waits as (

    select *

    from released.calls_by_wait

    qualify
        direction
        = if(
            bool_and(direction = 'unknown') over (partition by month),
            'unknown',
            'in'
        )

),

incoming_calls as (

    select
        month,
        release_id,
        any_value(last_on) as last_on,
        coalesce(
            any_value(calls) filter (where outcome = 'answered' and wait = 'within'),
            0
        ) as answered_within,
        any_value(calls) filter (where wait = '*')
        - coalesce(any_value(calls) filter (where wait = 'unknown'), 0) as calls,
        coalesce(any_value(calls) filter (where wait = 'short'), 0)
            as short_abandoned,
        max(limit_seconds) as limit_seconds,
        -- None in a release that did not count them apart.
        max(short_seconds) as short_seconds,
        bool_or(is_withheld and wait <> 'short') as is_withheld,
        bool_or(is_withheld and wait = 'short') as is_short_withheld

    from waits

    where
        (outcome, wait)
        in (
            ('answered', 'within'),
            ('missed', 'short'),
            ('*', 'unknown'),
            ('*', '*')
        )

    group by month, release_id

),

-- Worked out from what is shown only: one cell withheld, and there is no share.
service_levels as (

    select
        month,
        last_on,
        if(is_withheld, null, round(100 * answered_within / nullif(calls, 0), 1))
            as service_level_percent,
        if(
            is_withheld or is_short_withheld or short_seconds is null,
            null,
            round(100 * answered_within / nullif(calls - short_abandoned, 0), 1)
        ) as without_short_percent,
        if(is_withheld, null, answered_within) as answered_within,
        if(is_withheld, null, calls) as calls,
        if(is_short_withheld or short_seconds is null, null, short_abandoned)
            as short_abandoned,
        limit_seconds,
        short_seconds,
        is_withheld,
        short_seconds is not null and (is_withheld or is_short_withheld)
            as is_without_short_percent_withheld,
        is_short_withheld as is_short_abandoned_withheld,
        release_id

    from incoming_calls

)

select * from service_levels
order by month desc
