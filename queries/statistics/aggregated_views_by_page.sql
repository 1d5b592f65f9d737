-- What:    Views of each page, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per page, '*' for all
-- Roles:   release
-- Reads:   register.web_aggregates, register.web_aggregate_totals
-- Options: source=web_aggregates unit=aggregated_views minimum=min_networks fold=true round=5
-- Margin:  page
-- Param:   first_on  date  first day of the period
-- Param:   last_on   date  last day of the period
-- Column:  page     varchar  -        path of the page without its query, or its title
-- Column:  persons  bigint   persons  a lower bound: different visitors that there must have been on some day
-- Column:  views    bigint   views    times the page was shown, to the nearest five
-- Column:  tool     varchar  -        the tool that counted
-- Order:   page

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
        web_aggregates.label as page,
        -- Who is behind a cell nobody knows. Visitors are browsers, on each day anew:
        -- those that were there on one day are the fewest there can be. Where the tool
        -- counts no visitors nothing is known, and nothing is shown.
        coalesce(max(web_aggregates.visitors_at_least), 0) as persons,
        sum(web_aggregates.views)::bigint as views,
        any_value(totals.tool) as tool

    from register.web_aggregates as web_aggregates

    inner join totals
        on web_aggregates.month = totals.month

    where
        web_aggregates.is_counted
        and web_aggregates.dimension = 'page'
        and web_aggregates.views is not null

    group by web_aggregates.label

),

-- What the tool does not divide is a label of its own, so that all add up.
undivided as (

    select
        '(other)' as page,
        0 as persons,
        any_value(totals.views) - sum(labels.views) as views,
        any_value(totals.tool) as tool

    from labels

    inner join totals
        on labels.tool = totals.tool

),

all_labels as (

    select * from labels

    union all by name

    select * from undivided
    where views > 0

),

divided as (

    select
        page,
        max(persons) as persons,
        sum(views)::bigint as views,
        any_value(tool) as tool

    from all_labels

    group by page

),

cells as (

    select * from divided

    union all by name

    select
        '*' as page,
        any_value(totals.visitors_at_least) as persons,
        any_value(totals.views) as views,
        any_value(totals.tool) as tool

    from divided

    inner join totals
        on divided.tool = totals.tool

    having count(*) > 0

)

select * from cells
order by page asc
