-- What:    How many visits there were, and how long they lasted.
-- Grain:   one row
-- Roles:   release
-- Reads:   imported.visits, imported.page_views
-- Options: source=web unit=visits minimum=min_networks
-- Page:    released/web
-- Margin:
-- Column:  persons         bigint   persons  distinct networks, or those that viewed on in a visit where they are fewer: the views after the first can be subtracted
-- Column:  largest         bigint   views    views after the first of the network that had most
-- Column:  second_largest  bigint   views    those of the network after it, and the visits less all such views, so that what remains of the visits is what remains of these views
-- Column:  visits          bigint   visits   views of one visitor with no pause over 30 minutes
-- Column:  median_seconds  double   seconds  from first to last view, half of the visits at most
-- Column:  p90_seconds     double   seconds  from first to last view, nine of ten visits at most
-- Column:  median_seconds_persons  bigint  persons  distinct networks whose visits have a length
-- Column:  p90_seconds_persons     bigint  persons  distinct networks whose visits have a length
-- Order:   one row

with

-- Views less visits are the views after the first of each visit: no table shows them.
further_views as (

    select
        network,
        sum(views)::bigint as views

    from (
        select
            network,
            views
        from imported.page_views

        union all

        select
            network,
            -1 as views
        from imported.visits
    ) as views_and_visits

    group by network

    having sum(views) > 0

),

further as (

    select
        nullif(count(*), 0) as persons,
        sum(views)::bigint as views,
        max(views, 2) as two_largest

    from further_views

),

cells as (

    select
        least(count(distinct visits.network), any_value(further.persons))
            as persons,
        any_value(further.two_largest)[1] as largest,
        count(*)
        - any_value(further.views)
        + coalesce(any_value(further.two_largest)[2], 0) as second_largest,
        count(*) as visits,
        median(visits.length_seconds) as median_seconds,
        quantile_cont(visits.length_seconds, 0.9) as p90_seconds,
        count(distinct visits.network) filter (where visits.length_seconds is not null)
            as median_seconds_persons,
        count(distinct visits.network) filter (where visits.length_seconds is not null)
            as p90_seconds_persons

    from imported.visits as visits

    cross join further

    having count(*) > 0

)

select * from cells
order by visits asc
