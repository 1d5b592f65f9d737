-- What:    Telephone calls of a period as statistics count them, the guidance line apart.
-- Grain:   one row per call
-- Roles:   release
-- Reads:   imported.calls, policy.guidance_queues
-- Param:   first_on      date       first day of the period
-- Param:   last_on       date       last day of the period
-- Column:  direction     varchar    -        in, out or internal
-- Column:  weekday       varchar    -        1 is Monday
-- Column:  hour          varchar    -        local hour, 00 to 23
-- Column:  queue         varchar    -        the first queue, - when none
-- Column:  queues        varchar[]  -        every queue that the call passed, in order, each once
-- Column:  agent         varchar    -        keyed hash of the extension
-- Column:  outcome       varchar    -        answered or missed
-- Column:  wait_seconds  integer    seconds  until the answer, or the end
-- Column:  talk_seconds  integer    seconds  from answer to end
-- Column:  person        varchar    -        keyed hash of the outside number, - when withheld
-- Order:   none

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

guidance_queues_in_force as (

    select * from policy.guidance_queues_on($last_on)

),

counted_calls as (

    select
        calls.direction,
        calls.weekday::varchar as weekday,
        lpad(calls.hour::varchar, 2, '0') as hour,
        coalesce(calls.queue, '-') as queue,
        calls.queues,
        calls.agent,
        if(calls.is_answered, 'answered', 'missed') as outcome,
        calls.wait_seconds,
        calls.talk_seconds,
        -- All withheld numbers together count as one person.
        coalesce(calls.caller, '-') as person

    from imported.calls as calls

    cross join asked

    -- The guidance line is a bare count of its own (guidance_calls): were it among
    -- these too, one could be subtracted from the other.
    left join guidance_queues_in_force as guidance_queues
        on calls.queue = guidance_queues.queue

    where
        calls.started_on between asked.first_on and asked.last_on
        and guidance_queues.queue is null

)

select * from counted_calls
