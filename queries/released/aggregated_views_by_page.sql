-- What:    Views of each page, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per month and page, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.aggregated_views_by_page
-- Column:  month        date     -  first day of the month, or of the period
-- Column:  page         varchar  -  path of the page without its query, or its title
-- Column:  views        bigint   views  times the page was shown, to the nearest five
-- Column:  tool         varchar  -  the tool that counted
-- Column:  is_withheld  boolean  -  withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -  the release that the figures stand in
-- Order:   month, newest first, then page

select
    aggregated_views_by_page.month,
    aggregated_views_by_page.page,
    aggregated_views_by_page.views,
    aggregated_views_by_page.tool,
    aggregated_views_by_page.is_withheld,
    aggregated_views_by_page.release_id

from released.aggregated_views_by_page as aggregated_views_by_page

order by month desc, page asc
