-- What:    FreeSWITCH's mod_cdr_csv: the templates example, snom, linksys and sql, and what Excel makes of them.
-- Grain:   one row per leg
-- Line:    (?:INSERT INTO \w+ VALUES ?\()?(?:(?:"(?:[^"]|"")*"|[^,]*),){4}"?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,(?:"?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,|"?"?,)"?\d{1,4}[-/.]\d\d?[-/.]\d{1,4} \d\d?:\d\d(?::\d\d)?"?,"?\d+"?,"?\d+"?,"?[A-Z0-9_]+"?,
-- Gives:   leg_ids

with

-- The other leg of a call names the first; both are that call.
legs_of_calls as (

    select distinct on (entries.column12)
        entries.column12 as leg_id,
        entries.column11 as call_id

    from export.rows as entries

    where entries.column12 <> '' and entries.column11 <> ''

    order by entries.column12 asc, entries.line asc

),

legs as (

    select
        entries.line,
        coalesce(legs_of_calls.call_id, nullif(entries.column11, '')) as call_id,
        [entries.column11, entries.column12] as leg_ids,
        entries.column5 as started_at,
        entries.column6 as answered_at,
        entries.column7 as ended_at,
        entries.column2 as from_number,
        entries.column3 as to_number,
        null::varchar as direction,
        nullif(entries.column4, '') as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries.column9 as talked,
        entries.column8 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

    left join legs_of_calls
        on entries.column11 = legs_of_calls.leg_id

)

select * from legs
order by line asc
