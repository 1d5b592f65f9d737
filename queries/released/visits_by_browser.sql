-- What:    Visits by browser family.
-- Grain:   one row per month and browser, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.visits_by_browser
-- Column:  month        date     -       first day of the month, or of the period
-- Column:  browser      varchar  -       family of the browser, without version
-- Column:  visits       bigint   visits  views of one visitor with no pause over 30 minutes
-- Column:  is_withheld  boolean  -       withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -       the release that the figures stand in
-- Order:   month, newest first, then browser

select
    visits_by_browser.month,
    visits_by_browser.browser,
    visits_by_browser.visits,
    visits_by_browser.is_withheld,
    visits_by_browser.release_id

from released.visits_by_browser as visits_by_browser

order by month desc, browser asc
