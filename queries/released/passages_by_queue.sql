-- What:    Passages by queue, the guidance line apart; a call that was passed on counts once in each queue it came to, so that passages are more than calls and never added to them.
-- Grain:   one row per month and queue
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_queue, released.calls_passed_on
-- Column:  month        date     -         first day of the month
-- Column:  queue        varchar  -         the queue that the call came to, first or later
-- Column:  passages     bigint   passages  calls / first queue + passed on / later queue
-- Column:  calls        bigint   calls     calls of which this was the first queue
-- Column:  passed_on    bigint   passages  times a call came to the queue from another
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first, then queue

with

-- Made of what is shown only: one part withheld, and there is no sum.
first_queues as (

    select
        month,
        queue,
        calls,
        is_withheld,
        release_id

    from released.calls_by_queue

    where outcome = '*' and queue not in ('*', '-')

    -- Older releases tell of all calls by queue, newer ones of incoming calls alone.
    qualify direction = min(direction) over (partition by month)

),

later_queues as (

    select
        month,
        queue,
        passed_on,
        is_withheld,
        release_id

    from released.calls_passed_on

    where queue <> '*'

),

-- A queue that is not among them had none, unless the whole table is withheld: then not
-- even its places are released.
months as (

    select
        totals.month,
        totals.release_id,
        totals.is_withheld
        or (
            totals.passed_on > 0
            and totals.month not in (select later_queues.month from later_queues)
        ) as is_refused

    from released.calls_passed_on as totals

    where totals.queue = '*'

),

-- The same of the first queues: without any of them nothing is known of a month.
queues as (

    select
        coalesce(first_queues.month, later_queues.month) as month,
        coalesce(first_queues.queue, later_queues.queue) as queue,
        first_queues.calls,
        later_queues.passed_on,
        coalesce(first_queues.is_withheld, false) as is_first_withheld,
        later_queues.is_withheld as is_later_withheld,
        first_queues.queue is not null as is_first

    from first_queues

    full join later_queues
        on
            first_queues.month = later_queues.month
            and first_queues.queue = later_queues.queue

),

told_months as (

    select distinct month

    from first_queues

),

summed_queues as (

    select
        queues.month,
        queues.queue,
        if(queues.is_first, queues.calls, 0) as first_calls,
        case
            when queues.is_later_withheld is not null then queues.passed_on
            when not months.is_refused then 0
        end as later_passages,
        queues.is_first_withheld
        or coalesce(queues.is_later_withheld, months.is_refused) as is_withheld,
        months.release_id

    from queues

    inner join months
        on queues.month = months.month

    inner join told_months
        on queues.month = told_months.month

),

passages as (

    select
        month,
        queue,
        if(is_withheld, null, first_calls + later_passages)::bigint as passages,
        first_calls::bigint as calls,
        later_passages::bigint as passed_on,
        is_withheld,
        release_id

    from summed_queues

)

select * from passages
order by month desc, queue asc
