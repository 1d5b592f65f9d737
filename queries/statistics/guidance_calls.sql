-- What:    Calls to the guidance line, counted and nothing else.
-- Grain:   one row
-- Roles:   release
-- Reads:   imported.calls, policy.guidance_queues
-- Options: source=telephone unit=guidance_calls minimum=min_persons
-- Page:    released/calls
-- Margin:
-- Param:   first_on  date     first day of the period
-- Param:   last_on   date     last day of the period
-- Column:  persons   bigint   persons  as many as the calls: callers are unknown
-- Column:  agents    bigint   persons  distinct agents, null when none took part
-- Column:  calls     bigint   calls    calls to the guidance line in the period
-- Order:   one row

with

guidance_calls as (

    select calls.agent

    from imported.calls as calls

    inner join policy.guidance_queues_on($last_on) as guidance_queues
        on calls.queue = guidance_queues.queue

    where calls.started_on between $first_on::date and $last_on::date

),

cells as (

    select
        count(*) as persons,
        nullif(count(distinct agent), 0) as agents,
        count(*) as calls

    from guidance_calls

    having count(*) > 0

)

select * from cells
order by calls asc
