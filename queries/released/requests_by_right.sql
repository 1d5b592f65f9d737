-- What:    Requests received, by the right used.
-- Grain:   one row per month and right_used, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.requests_by_right
-- Column:  month        date     -         first day of the month, or of the period
-- Column:  right_used   varchar  -         the right that was used
-- Column:  requests     bigint   requests  requests received in the period
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first, then right_used

select
    requests_by_right.month,
    requests_by_right.right_used,
    requests_by_right.requests,
    requests_by_right.is_withheld,
    requests_by_right.release_id

from released.requests_by_right as requests_by_right

order by month desc, right_used asc
