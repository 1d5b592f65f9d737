-- What:    Web statistics that a tool counted, as they were taken in; no persons can be counted behind its cells.
-- Grain:   one row per month, tool, site and dimension
-- Roles:   dpo
-- Reads:   register.web_aggregates
-- Column:  month              date     -         first day of the month
-- Column:  tool               varchar  -         the tool that counted
-- Column:  site               varchar  -         the web site, or the folder that the export lay in
-- Column:  dimension          varchar  -         whole, page, referrer or browser
-- Column:  first_on           date     -         first day counted
-- Column:  last_on            date     -         last day counted
-- Column:  is_counted         boolean  -         of a whole month, by the tool that counted most in it
-- Column:  labels             bigint   labels    how many pages, hosts or browsers
-- Column:  views              bigint   views     pages shown, as the tool counted them
-- Column:  visits             bigint   visits    visits, as the tool counted them
-- Column:  visitors_at_least  bigint   visitors  as many different browsers as there must have been on some day
-- Column:  visitors_at_most   bigint   visitors  all that the tool counted, for each label and each day
-- Order:   month, newest first, then tool, site, dimension

select
    web_aggregates.month,
    web_aggregates.tool,
    web_aggregates.site,
    web_aggregates.dimension,
    web_aggregates.first_on,
    web_aggregates.last_on,
    web_aggregates.is_counted,
    count(*) as labels,
    sum(web_aggregates.views)::bigint as views,
    -- One visit has several pages.
    (sum(web_aggregates.visits) filter (where web_aggregates.dimension <> 'page'))
    ::bigint as visits,
    max(web_aggregates.visitors_at_least) as visitors_at_least,
    sum(web_aggregates.visitors_at_most)::bigint as visitors_at_most

from register.web_aggregates as web_aggregates

group by all

order by month desc, tool asc, site asc, dimension asc
