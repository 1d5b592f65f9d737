-- What:    Telephone calls by direction, queue and outcome, the guidance line apart; a call counts once, in its first queue.
-- Grain:   one row per month and direction, queue, outcome, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_queue
-- Column:  month                date     -        first day of the month, or of the period
-- Column:  direction            varchar  -        in, out, internal or unknown
-- Column:  queue                varchar  -        the queue that the call came to
-- Column:  outcome              varchar  -        answered, missed or unknown
-- Column:  calls                bigint   calls    calls that began in the period
-- Column:  median_wait_seconds  double   seconds  half of the calls waited at most this
-- Column:  median_talk_seconds  double   seconds  half of the answered calls lasted at most this
-- Column:  is_withheld          boolean  -        withheld so that nobody can be traced; never zero
-- Column:  release_id           varchar  -        the release that the figures stand in
-- Order:   month, newest first, then direction, queue, outcome

select
    calls_by_queue.month,
    calls_by_queue.direction,
    calls_by_queue.queue,
    calls_by_queue.outcome,
    calls_by_queue.calls,
    round(calls_by_queue.median_wait_seconds, 1) as median_wait_seconds,
    round(calls_by_queue.median_talk_seconds, 1) as median_talk_seconds,
    calls_by_queue.is_withheld,
    calls_by_queue.release_id

from released.calls_by_queue as calls_by_queue

order by month desc, direction asc, queue asc, outcome asc
