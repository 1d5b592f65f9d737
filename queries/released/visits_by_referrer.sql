-- What:    Visits by the web site that the visitor came from.
-- Grain:   one row per month and referrer, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.visits_by_referrer
-- Column:  month        date     -       first day of the month, or of the period
-- Column:  referrer     varchar  -       host of the site, - when there is none
-- Column:  visits       bigint   visits  views of one visitor with no pause over 30 minutes
-- Column:  is_withheld  boolean  -       withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -       the release that the figures stand in
-- Order:   month, newest first, then referrer

select
    visits_by_referrer.month,
    visits_by_referrer.referrer,
    visits_by_referrer.visits,
    visits_by_referrer.is_withheld,
    visits_by_referrer.release_id

from released.visits_by_referrer as visits_by_referrer

order by month desc, referrer asc
