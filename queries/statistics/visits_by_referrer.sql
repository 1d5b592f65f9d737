-- What:    Visits by the web site that the visitor came from.
-- Grain:   one row per referrer, '*' for all
-- Roles:   release
-- Reads:   imported.visits
-- Options: source=web unit=visits minimum=min_networks fold=true
-- Margin:  referrer
-- Column:  referrer  varchar  -        host of the site, - when there is none
-- Column:  persons         bigint   persons  distinct networks, addresses cut to three octets
-- Column:  largest         bigint   visits   visits of the network that visited most
-- Column:  second_largest  bigint   visits   visits of the network after it
-- Column:  visits          bigint   visits   views of one visitor with no pause over 30 minutes
-- Order:   referrer

with

networks_in_cells as (

    select
        referrer,
        network,
        count(*) as visits

    from imported.visits

    group by grouping sets ((referrer, network), (network))

),

measured_cells as (

    select
        coalesce(referrer, '*') as referrer,
        count(*) as persons,
        max(visits, 2) as two_largest,
        sum(visits)::bigint as visits

    from networks_in_cells

    group by referrer

),

cells as (

    select
        referrer,
        persons,
        two_largest[1] as largest,
        coalesce(two_largest[2], 0) as second_largest,
        visits

    from measured_cells

)

select * from cells
order by referrer asc
