-- What:    Visits by browser family, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per month and browser, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.aggregated_visits_by_browser
-- Column:  month        date     -  first day of the month, or of the period
-- Column:  browser      varchar  -  family of the browser, without version
-- Column:  visits       bigint   visits  visits as the tool divides them, to the nearest five
-- Column:  tool         varchar  -  the tool that counted
-- Column:  is_withheld  boolean  -  withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -  the release that the figures stand in
-- Order:   month, newest first, then browser

select
    aggregated_visits_by_browser.month,
    aggregated_visits_by_browser.browser,
    aggregated_visits_by_browser.visits,
    aggregated_visits_by_browser.tool,
    aggregated_visits_by_browser.is_withheld,
    aggregated_visits_by_browser.release_id

from released.aggregated_visits_by_browser as aggregated_visits_by_browser

order by month desc, browser asc
