-- What:    Incoming calls by how long they waited, within the time aimed at or longer, the guidance line apart; the wait of other calls is not told.
-- Grain:   one row per month and direction, outcome, wait, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_wait
-- Column:  month          date     -        first day of the month, or of the period
-- Column:  direction      varchar  -        in, out, internal or unknown
-- Column:  outcome        varchar  -        answered, missed or unknown
-- Column:  wait           varchar  -        within or after the time aimed at, or unknown; - for calls that are not incoming
-- Column:  calls          bigint   calls    calls that began in the period
-- Column:  limit_seconds  bigint   seconds  the time aimed at
-- Column:  is_withheld    boolean  -        withheld so that nobody can be traced; never zero
-- Column:  release_id     varchar  -        the release that the figures stand in
-- Order:   month, newest first, then direction, outcome, wait

select
    calls_by_wait.month,
    calls_by_wait.direction,
    calls_by_wait.outcome,
    calls_by_wait.wait,
    calls_by_wait.calls,
    calls_by_wait.limit_seconds,
    calls_by_wait.is_withheld,
    calls_by_wait.release_id

from released.calls_by_wait as calls_by_wait

order by month desc, direction asc, outcome asc, wait asc
