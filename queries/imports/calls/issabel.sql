-- What:    The call report of Issabel and Elastix, as CSV.
-- Grain:   one row per leg
-- Header:  date, source, destination, src. channel, dst. channel, status, duration
-- Also:    ring group, uniqueid, account code, did
-- Gives:   outcome

with

legs as (

    select
        entries.line,
        nullif(entries.uniqueid, '') as call_id,
        entries.date as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.source as from_number,
        entries.destination as to_number,
        null::varchar as direction,
        nullif(entries."ring group", '') as queue,
        nullif(regexp_replace(entries."dst. channel", '-[0-9a-f]+$', ''), '') as agent,
        entries.status as outcome,
        null::boolean as is_answered,
        null::varchar as waited,
        if(upper(entries.status) = 'ANSWERED', entries.duration, null) as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
