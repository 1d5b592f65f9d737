-- What:    CDR-Stats' own CSV.
-- Grain:   one row per leg
-- Header:  callid, caller_id_number, destination_number, starting_date, duration, billsec
-- Also:    direction, waitsec, hangup_cause_id, accountcode

with

legs as (

    select
        entries.line,
        nullif(entries.callid, '') as call_id,
        entries.starting_date as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.caller_id_number as from_number,
        entries.destination_number as to_number,
        case entries.direction
            when '1' then 'in'
            when '2' then 'out'
            else entries.direction
        end as direction,
        null::varchar as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        nullif(entries.waitsec, '') as waited,
        entries.billsec as talked,
        entries.duration as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
