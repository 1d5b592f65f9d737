-- What:    Views of pages in a month, robots and static files apart.
-- Grain:   one row per page and network
-- Roles:   release
-- Reads:   imported.hits
-- Param:   first_on  date     first day of the period
-- Param:   last_on   date     last day of the period
-- Column:  page      varchar  -      path of the page without its query
-- Column:  network   ubigint  -      keyed hash of the visitor's network
-- Column:  views     bigint   views  times the page was shown
-- Order:   none

with

page_views as (

    select
        hits.page,
        hits.network,
        count(*) as views

    from imported.hits as hits

    where
        hits.hit_on between $first_on::date and $last_on::date
        and not hits.is_robot
        and not hits.is_static
        and not hits.is_health_check
        and not hits.is_dnt
        and hits.page is not null
        and hits.status < 400

    group by hits.page, hits.network

)

select * from page_views
