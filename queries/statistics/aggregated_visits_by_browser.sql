-- What:    Visits by browser family, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per browser, '*' for all
-- Roles:   release
-- Reads:   register.web_aggregate_cells
-- Options: source=web_aggregates unit=aggregated_visits minimum=min_networks fold=true words=1 round=5
-- Like:    aggregated_visits_by_referrer | browser=referrer | Visits by where the visitor came from, as the site's own statistics tool counted; no persons can be counted behind its cells. | host of the site or the tool's word for it, - when there is none
-- Page:    released/web
-- Margin:  browser
-- Param:   first_on  date  first day of the period
-- Column:  browser  varchar  -        family of the browser, without version
-- Column:  persons  bigint   persons  a lower bound: different visitors that there must have been on some day
-- Column:  visits   bigint   visits   visits as the tool divides them, to the nearest five
-- Column:  tool     varchar  -        the tool that counted
-- Order:   browser

select
    label as browser,
    persons,
    counted as visits,
    tool

from register.web_aggregate_cells

where
    month = $first_on::date
    and dimension = 'browser'

order by browser asc
