-- What:    The figures of one released month, against the month before and the year before.
-- Grain:   one row per figure
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_queue, released.service_level, released.callers, released.guidance_calls, released.visit_lengths, released.visits_by_page, released.searches_by_word, released.searches_without_result, released.searches_with_personal_data, released.requests_by_right, released.requests_on_time, released.gallring_done, released.gallring_overdue
-- Param:   month                   date     first day of the month
-- Column:  figure                  varchar  -        calls, answered, missed, service, service_without_short, wait, callers, guidance, visits, length, views, searches, fruitless, personal, requests, on_time, deleted, deleted_late or overdue
-- Column:  period_on               date     -        first day of the month, or of the newest period of requests
-- Column:  period_last_on          date     -        last day of the month, or of that period
-- Column:  value                   double   -        the figure
-- Column:  is_withheld             boolean  -        withheld so that nobody can be traced; never zero
-- Column:  before                  double   -        the same of the month or period before
-- Column:  is_before_withheld      boolean  -        withheld in the month before; null when not released
-- Column:  change_percent          double   percent  from the month before
-- Column:  year_before             double   -        the same a year before
-- Column:  is_year_before_withheld boolean  -        withheld the year before; null when not released
-- Column:  year_change_percent     double   percent  from the year before
-- Order:   place of the figure in the report, then figure

with

-- Where nothing gave the direction of any call, all count as incoming; of a table that is
-- withheld whole there is only its total.
incoming_calls as (

    select
        *,
        case
            when direction = '*' then ['calls', 'answered', 'missed', 'wait']
            when outcome = '*' then ['calls', 'wait']
            when outcome in ('answered', 'missed') then [outcome]
        end as figures

    from released.calls_by_queue

    where queue = '*'

    qualify
        direction = case
            when bool_and(direction = '*' and is_withheld) over (partition by month)
                then '*'
            when bool_and(direction in ('*', 'unknown')) over (partition by month)
                then 'unknown'
            else 'in'
        end

),

figures as (

    select
        listed.figure,
        incoming_calls.month,
        if(
            listed.figure = 'wait',
            round(incoming_calls.median_wait_seconds, 1),
            incoming_calls.calls
        ) as value,
        incoming_calls.is_withheld

    from incoming_calls

    cross join unnest(incoming_calls.figures) as listed (figure)

    union all

    select
        'service' as figure,
        month,
        service_level_percent as value,
        is_withheld
    from released.service_level

    union all

    -- The same without short abandoned calls, where the release counted them apart.
    select
        'service_without_short' as figure,
        month,
        without_short_percent as value,
        is_without_short_percent_withheld as is_withheld
    from released.service_level
    where short_seconds is not null

    union all

    select
        'callers' as figure,
        month,
        callers::double as value,
        is_withheld
    from released.callers
    where times = '*'

    union all

    select
        'guidance' as figure,
        month,
        calls::double as value,
        is_withheld
    from released.guidance_calls

    union all

    select
        'visits' as figure,
        month,
        visits::double as value,
        is_withheld
    from released.visit_lengths

    union all

    select
        'length' as figure,
        month,
        round(median_seconds, 1) as value,
        is_withheld
    from released.visit_lengths

    union all

    select
        'views' as figure,
        month,
        views::double as value,
        is_withheld
    from released.visits_by_page
    where page = '*'

    union all

    select
        'searches' as figure,
        month,
        searches::double as value,
        is_withheld
    from released.searches_by_word
    where word = '*'

    union all

    select
        'fruitless' as figure,
        month,
        searches::double as value,
        is_withheld
    from released.searches_without_result
    where word = '*'

    union all

    select
        'personal' as figure,
        month,
        searches::double as value,
        is_withheld
    from released.searches_with_personal_data

    union all

    select
        'requests' as figure,
        month,
        requests::double as value,
        is_withheld
    from released.requests_by_right
    where right_used = '*'

    union all

    -- None in time is known where all parts are shown; folded with others it is not.
    select
        'on_time' as figure,
        month,
        case
            when count(*) filter (where timeliness in ('i tid', 'övriga')) > 0
                then any_value(requests) filter (where timeliness = 'i tid')
            when count(*) > 1 and not bool_or(is_withheld) then 0
        end::double as value,
        value is null as is_withheld
    from released.requests_on_time
    group by month

    union all

    select
        if(gallring_outcome = '*', 'deleted', 'deleted_late') as figure,
        month,
        records::double as value,
        is_withheld
    from released.gallring_done
    where gallring_outcome in ('*', 'Gallrad för sent')

    union all

    select
        'overdue' as figure,
        month,
        records::double as value,
        is_withheld
    from released.gallring_overdue
    where system = '*'

),

-- Requests are released by period: the newest that had begun by the month.
asked_periods as (

    select
        figures.figure,
        max(figures.month) as period_on

    from figures

    where
        figures.month = $month::date
        or (
            figures.figure in ('requests', 'on_time')
            and figures.month <= $month::date
        )

    group by figures.figure

),

neighbours as (

    select
        asked_periods.figure,
        asked_periods.period_on,
        if(
            asked_periods.figure in ('requests', 'on_time'),
            (
                select max(figures.month)
                from figures
                where
                    figures.figure = asked_periods.figure
                    and figures.month < asked_periods.period_on
            ),
            (asked_periods.period_on - interval 1 month)::date
        ) as before_on,
        (asked_periods.period_on - interval 1 year)::date as year_before_on

    from asked_periods

),

compared_figures as (

    select
        neighbours.figure,
        neighbours.period_on,
        coalesce(
            (
                select max(requests_by_right.last_on)
                from released.requests_by_right as requests_by_right
                where
                    neighbours.figure in ('requests', 'on_time')
                    and requests_by_right.month = neighbours.period_on
            ),
            last_day(neighbours.period_on)
        ) as period_last_on,
        chosen.value,
        chosen.is_withheld,
        earlier.value as before,
        earlier.is_withheld as is_before_withheld,
        round(100 * (chosen.value / nullif(earlier.value, 0) - 1), 1)
            as change_percent,
        last_year.value as year_before,
        last_year.is_withheld as is_year_before_withheld,
        round(100 * (chosen.value / nullif(last_year.value, 0) - 1), 1)
            as year_change_percent

    from neighbours

    inner join figures as chosen
        on
            neighbours.figure = chosen.figure
            and neighbours.period_on = chosen.month

    left join figures as earlier
        on
            neighbours.figure = earlier.figure
            and neighbours.before_on = earlier.month

    left join figures as last_year
        on
            neighbours.figure = last_year.figure
            and neighbours.year_before_on = last_year.month

)

select * from compared_figures
order by
    list_position(
        [
            'requests', 'on_time', 'deleted', 'deleted_late', 'overdue', 'calls',
            'answered', 'missed', 'service', 'service_without_short', 'wait',
            'callers', 'guidance',
            'visits', 'length', 'views', 'searches', 'fruitless', 'personal'
        ],
        figure
    ) asc,
    figure asc
