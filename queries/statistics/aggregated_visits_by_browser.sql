-- What:    Visits by browser family, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per browser, '*' for all
-- Roles:   release
-- Reads:   register.web_aggregates, register.web_aggregate_totals
-- Options: source=web_aggregates unit=aggregated_visits minimum=min_networks fold=true round=5
-- Margin:  browser
-- Param:   first_on  date  first day of the period
-- Param:   last_on   date  last day of the period
-- Column:  browser  varchar  -        family of the browser, without version
-- Column:  persons  bigint   persons  a lower bound: different visitors that there must have been on some day
-- Column:  visits   bigint   visits   visits as the tool divides them, to the nearest five
-- Column:  tool     varchar  -        the tool that counted
-- Order:   browser

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

totals as (

    select web_aggregate_totals.*

    from register.web_aggregate_totals as web_aggregate_totals

    inner join asked
        on web_aggregate_totals.month = asked.first_on

),

labels as (

    select
        web_aggregates.label as browser,
        -- Who is behind a cell nobody knows. Visitors are browsers, on each day anew:
        -- those that were there on one day are the fewest there can be. Where the tool
        -- counts no visitors nothing is known, and nothing is shown.
        coalesce(max(web_aggregates.visitors_at_least), 0) as persons,
        sum(web_aggregates.visits)::bigint as visits,
        any_value(totals.tool) as tool

    from register.web_aggregates as web_aggregates

    inner join totals
        on web_aggregates.month = totals.month

    where
        web_aggregates.is_counted
        and web_aggregates.dimension = 'browser'
        and web_aggregates.visits is not null

    group by web_aggregates.label

),

-- What the tool does not divide is a label of its own, so that all add up.
undivided as (

    select
        '(other)' as browser,
        0 as persons,
        any_value(totals.visits) - sum(labels.visits) as visits,
        any_value(totals.tool) as tool

    from labels

    inner join totals
        on labels.tool = totals.tool

),

all_labels as (

    select * from labels

    union all by name

    select * from undivided
    where visits > 0

),

divided as (

    select
        browser,
        max(persons) as persons,
        sum(visits)::bigint as visits,
        any_value(tool) as tool

    from all_labels

    group by browser

),

cells as (

    select * from divided

    union all by name

    select
        '*' as browser,
        any_value(totals.visitors_at_least) as persons,
        any_value(totals.visits) as visits,
        any_value(totals.tool) as tool

    from divided

    inner join totals
        on divided.tool = totals.tool

    having count(*) > 0

)

select * from cells
order by browser asc
