-- What:    How many visits there were, and how long they lasted.
-- Grain:   one row per month
-- Roles:   dpo, manager, analyst
-- Reads:   released.visit_lengths
-- Column:  month           date     -        first day of the month, or of the period
-- Column:  visits          bigint   visits   views of one visitor with no pause over 30 minutes
-- Column:  median_seconds  double   seconds  from first to last view, half of the visits at most
-- Column:  p90_seconds     double   seconds  from first to last view, nine of ten visits at most
-- Column:  is_withheld     boolean  -        withheld so that nobody can be traced; never zero
-- Column:  release_id      varchar  -        the release that the figures stand in
-- Order:   month, newest first

select
    visit_lengths.month,
    visit_lengths.visits,
    round(visit_lengths.median_seconds, 1) as median_seconds,
    round(visit_lengths.p90_seconds, 1) as p90_seconds,
    visit_lengths.is_withheld,
    visit_lengths.release_id

from released.visit_lengths as visit_lengths

order by month desc
