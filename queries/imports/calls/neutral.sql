-- What:    Calls in the neutral form.
-- Grain:   one row per leg
-- Header:  started_at, direction, is_answered
-- Also:    call_id, from_number, to_number, queue, agent, wait_seconds, talk_seconds
-- Gives:   outcome
-- Column:  direction    varchar  -  in, out or internal; null: worked out from the numbers

with

legs as (

    select
        entries.line,
        nullif(entries.call_id, '') as call_id,
        entries.started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.from_number,
        entries.to_number,
        entries.direction,
        nullif(entries.queue, '') as queue,
        nullif(entries.agent, '') as agent,
        entries.is_answered as outcome,
        null::boolean as is_answered,
        entries.wait_seconds as waited,
        entries.talk_seconds as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
