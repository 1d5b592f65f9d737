-- What:    Calls as CDR-Stats' command import_cdr reads them, without head row.
-- Grain:   one row per leg
-- Line:    \d+, ?[^,]*, ?[^,]*, ?\d+, ?\d+, ?\d+, ?(?:inbound|outbound|internal), ?[^,]+, ?[^,]*, ?\d{9,10}, ?\d{1,10}, ?\d{9,10},

with

legs as (

    select
        line,
        nullif(column8, '') as call_id,
        column10 as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        if(column7 = 'outbound', null, column3) as from_number,
        if(column7 = 'outbound', column3, null) as to_number,
        column7 as direction,
        null::varchar as queue,
        null::varchar as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        column5 as talked,
        column4 as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
