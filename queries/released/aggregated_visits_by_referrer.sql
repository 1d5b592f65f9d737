-- What:    Visits by where the visitor came from, as the site's own statistics tool counted; no persons can be counted behind its cells.
-- Grain:   one row per month and referrer, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.aggregated_visits_by_referrer
-- Column:  month        date     -  first day of the month, or of the period
-- Column:  referrer     varchar  -  host of the site or the tool's word for it, - when there is none
-- Column:  visits       bigint   visits  visits as the tool divides them, to the nearest five
-- Column:  tool         varchar  -  the tool that counted
-- Column:  is_withheld  boolean  -  withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -  the release that the figures stand in
-- Order:   month, newest first, then referrer

select
    aggregated_visits_by_referrer.month,
    aggregated_visits_by_referrer.referrer,
    aggregated_visits_by_referrer.visits,
    aggregated_visits_by_referrer.tool,
    aggregated_visits_by_referrer.is_withheld,
    aggregated_visits_by_referrer.release_id

from released.aggregated_visits_by_referrer as aggregated_visits_by_referrer

order by month desc, referrer asc
