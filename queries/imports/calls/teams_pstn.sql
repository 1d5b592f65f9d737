-- What:    Microsoft Teams' PSTN usage report: calling plans, as CSV, alone or in its zip.
-- Grain:   one row per leg
-- Header:  call id, caller id, call type, destination number, start time, end time, duration seconds
-- Also:    usageid, upn, destination dialed

with

legs as (

    select
        entries.line,
        nullif(entries."call id", '') as call_id,
        entries."start time" as started_at,
        null::varchar as answered_at,
        entries."end time" as ended_at,
        entries."caller id" as from_number,
        coalesce(
            nullif(entries."destination dialed", ''), entries."destination number"
        ) as to_number,
        case
            when entries."call type" like '%out%' then 'out'
            when entries."call type" like '%in%' then 'in'
        end as direction,
        null::varchar as queue,
        nullif(entries.upn, '') as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries."duration seconds" as talked,
        null::varchar as lasted,
        'utc' as clock,
        if(entries."call type" like 'conf%', 'conference_leg', null) as reason

    from export.rows as entries

)

select * from legs
order by line asc
