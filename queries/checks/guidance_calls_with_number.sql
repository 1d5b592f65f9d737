-- What:    Calls to the guidance line that the log kept a number for.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.source_facts, policy.guidance_queues
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     rows  how many there may be
-- Column:  found        bigint     rows  how many there are
-- Column:  population   bigint     rows  how many were looked at
-- Column:  since_on     date       -     the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -     the first twenty found, by id
-- Column:  has_data     boolean    -     the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

guidance_queues_in_force as (

    select * from policy.guidance_queues_on($as_of)

),

facts as (

    select
        source_facts.month,
        source_facts.count,
        starts_with(source_facts.fact, 'callers_in_queue:') as is_found

    from register.source_facts as source_facts

    cross join asked

    where
        source_facts.source = 'telephone'
        and split_part(source_facts.fact, '_in_queue:', 1) in ('calls', 'callers')
        and split_part(source_facts.fact, '_in_queue:', 2) in (
            select guidance_queues.queue
            from guidance_queues_in_force as guidance_queues
        )
        and source_facts.month <= asked.as_of

),

counted as (

    select
        0::bigint as expected,
        coalesce(sum(count) filter (where is_found), 0)::bigint as found,
        coalesce(sum(count) filter (where not is_found), 0)::bigint as population,
        min(month) filter (where is_found and count > 0) as since_on,
        coalesce(
            list_slice(
                list(strftime(month, '%Y-%m') order by month) filter (
                    where is_found and count > 0
                ),
                1, 20
            ),
            []
        ) as example_ids,
        count(*) > 0 as has_data

    from facts

)

select * from counted
order by found asc
