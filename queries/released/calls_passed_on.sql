-- What:    Telephone calls passed on to a queue from another, the guidance line apart; a call counts once in each queue it was passed on to.
-- Grain:   one row per month and queue, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_passed_on
-- Column:  month        date     -         first day of the month, or of the period
-- Column:  queue        varchar  -         the queue that the call was passed on to
-- Column:  passed_on    bigint   passages  times a call came to the queue from another
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first, then queue

select
    calls_passed_on.month,
    calls_passed_on.queue,
    calls_passed_on.passed_on,
    calls_passed_on.is_withheld,
    calls_passed_on.release_id

from released.calls_passed_on as calls_passed_on

order by month desc, queue asc
