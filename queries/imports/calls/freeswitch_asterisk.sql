-- What:    FreeSWITCH's mod_cdr_csv with the template asterisk.
-- Grain:   one row per leg
-- Line:    (?:(?:"(?:[^"]|"")*"|[^,]*),){9}"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,(?:"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,|"?"?,)"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,"?\d+"?,"?\d+"?,"?(?!ANSWERED|BUSY|FAILED|CONGESTION)[A-Z0-9]+_[A-Z0-9_]+"?,
-- Gives:   leg_ids

with

-- The other leg of a call names the first; both are that call.
legs_of_calls as (

    select distinct on (entries.column18)
        entries.column18 as leg_id,
        entries.column17 as call_id

    from export.rows as entries

    where entries.column18 <> '' and entries.column17 <> ''

    order by entries.column18 asc, entries.line asc

),

legs as (

    select
        entries.line,
        coalesce(legs_of_calls.call_id, nullif(entries.column17, '')) as call_id,
        [entries.column17, entries.column18] as leg_ids,
        entries.column10 as started_at,
        entries.column11 as answered_at,
        entries.column12 as ended_at,
        entries.column2 as from_number,
        entries.column3 as to_number,
        null::varchar as direction,
        nullif(entries.column4, '') as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries.column14 as talked,
        entries.column13 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

    left join legs_of_calls
        on entries.column17 = legs_of_calls.leg_id

)

select * from legs
order by line asc
