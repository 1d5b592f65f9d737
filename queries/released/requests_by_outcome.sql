-- What:    Requests received, by outcome.
-- Grain:   one row per month and outcome, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.requests_by_outcome
-- Column:  month        date     -         first day of the month, or of the period
-- Column:  outcome      varchar  -         how the request ended, - while it is open
-- Column:  requests     bigint   requests  requests received in the period
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first, then outcome

select
    requests_by_outcome.month,
    requests_by_outcome.outcome,
    requests_by_outcome.requests,
    requests_by_outcome.is_withheld,
    requests_by_outcome.release_id

from released.requests_by_outcome as requests_by_outcome

order by month desc, outcome asc
