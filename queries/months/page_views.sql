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

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

page_views as (

    select
        hits.page,
        hits.network,
        count(*) as views

    from imported.hits as hits

    cross join asked

    where
        hits.hit_on between asked.first_on and asked.last_on
        and not hits.is_robot
        and not hits.is_static
        and not hits.is_health_check
        and not hits.is_dnt
        and hits.page is not null
        and hits.status < 400

    group by hits.page, hits.network

)

select * from page_views
