-- What:    Visits by browser family.
-- Grain:   one row per browser, '*' for all
-- Roles:   release
-- Reads:   imported.visits
-- Options: source=web unit=visits minimum=min_networks fold=true words=1
-- Like:    visits_by_referrer | browser=referrer | Visits by the web site that the visitor came from. | host of the site, - when there is none
-- Page:    released/web
-- Margin:  browser
-- Column:  browser  varchar  -        family of the browser, without version
-- Column:  persons         bigint   persons  distinct networks, addresses cut to three octets
-- Column:  largest         bigint   visits   visits of the network that visited most
-- Column:  second_largest  bigint   visits   visits of the network after it
-- Column:  visits          bigint   visits   views of one visitor with no pause over 30 minutes
-- Order:   browser

with

networks_in_cells as (

    select
        browser,
        network,
        count(*) as visits

    from imported.visits

    group by grouping sets ((browser, network), (network))

),

measured_cells as (

    select
        coalesce(browser, '*') as browser,
        count(*) as persons,
        max(visits, 2) as two_largest,
        sum(visits)::bigint as visits

    from networks_in_cells

    group by browser

),

cells as (

    select
        browser,
        persons,
        two_largest[1] as largest,
        coalesce(two_largest[2], 0) as second_largest,
        visits

    from measured_cells

)

select * from cells
order by browser asc
