-- What:    FreeSWITCH's mod_cdr_csv with the template opencdrrate: answered calls, for billing.
-- Grain:   one row per leg
-- Line:    "?[0-9a-f]{8}-[0-9a-f-]{27}"?,"?[0-9a-f-]*"?,"?(?:inbound|outbound)"?,(?:(?:"(?:[^"]|"")*"|[^,]*),){2}(?:"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,|"?"?,)"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,"?\d+"?,

with

legs as (

    select
        line,
        nullif(column1, '') as call_id,
        if(column6 = '', column7, column6) as started_at,
        column6 as answered_at,
        column7 as ended_at,
        column4 as from_number,
        column5 as to_number,
        column3 as direction,
        null::varchar as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        column8 as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
