-- What:    The releases in force: what stands in each, and the rule that it was made by.
-- Grain:   one row per release and statistic
-- Roles:   dpo, manager, analyst
-- Reads:   released.releases
-- Column:  release_id   varchar      -        number of the release
-- Column:  source       varchar      -        where the rows come from
-- Column:  month        date         -        first day of the month, or of the period
-- Column:  last_on      date         -        last day of the month, or of the period
-- Column:  version      integer      -        1 is the first; a correction counts on
-- Column:  released_at  timestamptz  -        instant of the release
-- Column:  statistic    varchar      -        what is counted
-- Column:  min_persons  bigint       persons  fewest that a shown cell rests on
-- Column:  cells        bigint       cells    all cells, totals too
-- Column:  withheld     bigint       cells    withheld so that nobody can be traced
-- Order:   month, newest first, then source, statistic

select *

from released.releases

order by month desc, source asc, statistic asc
