-- What:    How many visit each page, robots and static files apart.
-- Grain:   one row per page, '*' for all
-- Roles:   release
-- Reads:   imported.page_views, policy.search_pages
-- Options: source=web unit=views minimum=min_networks fold=true words=1
-- Page:    released/web
-- Margin:  page
-- Column:  page            varchar  -        path of the page without its query
-- Column:  persons         bigint   persons  distinct networks, addresses cut to three octets; none of a search page, whose searches could be subtracted: it is among the rest
-- Column:  largest         bigint   views    views of the network that viewed most
-- Column:  second_largest  bigint   views    views of the network after it
-- Column:  views           bigint   views    times the page was shown
-- Order:   page

with

networks_in_cells as (

    select
        page,
        network,
        sum(views)::bigint as views

    from imported.page_views

    group by grouping sets ((page, network), (network))

),

measured_cells as (

    select
        coalesce(page, '*') as page,
        count(*) as persons,
        max(views, 2) as two_largest,
        sum(views)::bigint as views

    from networks_in_cells

    group by page

),

-- Most views of a search page are the searches that are shown word by word: what is left
-- when they are subtracted may rest on one person. Such a page is never shown by itself,
-- and what it is shown with must rest on enough without it.
search_pages as (

    select distinct rtrim(path, '/') as path

    from policy.search_pages

),

cells as (

    select
        page,
        if(
            rtrim(page, '/') in (select search_pages.path from search_pages),
            0,
            persons
        ) as persons,
        two_largest[1] as largest,
        coalesce(two_largest[2], 0) as second_largest,
        views

    from measured_cells

)

select * from cells
order by page asc
