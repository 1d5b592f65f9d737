-- What:    How many visit each page, robots and static files apart.
-- Grain:   one row per month and page, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.visits_by_page
-- Column:  month        date     -      first day of the month, or of the period
-- Column:  page         varchar  -      path of the page without its query
-- Column:  views        bigint   views  times the page was shown
-- Column:  is_withheld  boolean  -      withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -      the release that the figures stand in
-- Order:   month, newest first, then page

select
    visits_by_page.month,
    visits_by_page.page,
    visits_by_page.views,
    visits_by_page.is_withheld,
    visits_by_page.release_id

from released.visits_by_page as visits_by_page

order by month desc, page asc
