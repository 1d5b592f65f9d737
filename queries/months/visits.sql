-- What:    Visits of a month: views of one visitor with no pause over 30 minutes.
-- Grain:   one row per visit
-- Roles:   release
-- Reads:   imported.hits, policy.constants
-- Param:   first_on        date     first day of the period
-- Param:   last_on         date     last day of the period
-- Column:  network         ubigint  -        keyed hash of the visitor's network
-- Column:  browser         varchar  -        family of the browser, without version
-- Column:  referrer        varchar  -        host the visit came from, - when there is none
-- Column:  length_seconds  bigint   seconds  from first to last view
-- Order:   none

with

constants_in_force as (

    select * from policy.constants_on($first_on)

),

session_gaps as (

    select to_minutes(constants.value::integer) as pause

    from constants_in_force as constants

    where
        constants.name = 'session_gap_minutes'

    qualify row_number() over (order by constants.valid_from desc) = 1

),

spaced_views as (

    select
        hits.visitor,
        hits.network,
        coalesce(hits.browser, '-') as browser,
        hits.referrer_host,
        hits.visited_at,
        hits.visited_at - lag(hits.visited_at) over visitors as since_last,
        lead(hits.visited_at) over visitors - hits.visited_at as until_next

    from imported.hits as hits

    where
        hits.hit_on between $first_on::date and $last_on::date
        and not hits.is_robot
        and not hits.is_static
        and not hits.is_health_check
        and not hits.is_dnt
        and hits.page is not null
        and hits.status < 400

    window visitors as (partition by hits.visitor order by hits.visited_at asc)

),

views as materialized (

    select
        spaced_views.*,
        coalesce(spaced_views.since_last > session_gaps.pause, true) as is_first,
        coalesce(spaced_views.until_next > session_gaps.pause, true) as is_last

    from spaced_views

    cross join session_gaps

),

-- Views in the same second belong to one visit: they count together.
views_in_visits as (

    select
        *,
        count(*) filter (where is_first) over (
            partition by visitor
            order by visited_at asc
            range between unbounded preceding and current row
        ) as visit_number

    from views

    where not (is_first and is_last)

),

-- Many visits are a single view, and need not be counted together.
visits as (

    select
        network,
        browser,
        coalesce(referrer_host, '-') as referrer,
        0::bigint as length_seconds

    from views

    where is_first and is_last

    union all

    select
        any_value(network) as network,
        any_value(browser) as browser,
        coalesce(arg_min(referrer_host, visited_at), '-') as referrer,
        date_diff('second', min(visited_at), max(visited_at)) as length_seconds

    from views_in_visits

    group by visitor, visit_number

)

select * from visits
