-- What:    Calls to the guidance line that the log kept a number for.
-- Reads:   register.source_facts, policy.guidance_queues
-- Column:  weight  bigint  calls  how many calls one case stands for

with

facts as (

    select
        month,
        starts_with(fact, 'callers_in_queue:') as is_found,
        sum(count)::bigint as count

    from register.source_facts

    where
        source = 'telephone'
        and split_part(fact, '_in_queue:', 1) in ('calls', 'callers')
        and split_part(fact, '_in_queue:', 2) in (
            select guidance_queues.queue
            from policy.guidance_queues_on($as_of) as guidance_queues
        )
        and month <= $as_of::date

    group by all

)

select
    strftime(month, '%Y-%m') as thing_id,
    is_found and count > 0 as is_found,
    month as since_on,
    -- The calls found are among all calls, and counted once.
    count - if(
        is_found,
        0,
        coalesce(sum(count) filter (where is_found) over (partition by month), 0)
    )::bigint as weight

from facts
