-- What:    Views of each page, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per page, '*' for all
-- Roles:   release
-- Reads:   register.web_aggregate_cells, policy.search_pages
-- Options: source=web_aggregates unit=aggregated_views minimum=min_networks fold=true words=1 round=5
-- Page:    released/web
-- Margin:  page
-- Param:   first_on  date  first day of the period
-- Column:  page     varchar  -        path of the page without its query, or its title
-- Column:  persons  bigint   persons  a lower bound: different visitors that there must have been on some day
-- Column:  views    bigint   views    times the page was shown, to the nearest five
-- Column:  tool     varchar  -        the tool that counted
-- Order:   page

select
    label as page,
    -- As in visits_by_page: searches could be subtracted from the views of their page.
    if(
        rtrim(label, '/') in (
            select rtrim(search_pages.path, '/')
            from policy.search_pages as search_pages
        ),
        0,
        persons
    ) as persons,
    counted as views,
    tool

from register.web_aggregate_cells

where
    month = $first_on::date
    and dimension = 'page'

order by page asc
