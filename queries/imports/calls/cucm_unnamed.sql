-- What:    Cisco Unified Communications Manager's call detail records, without the line of names.
-- Grain:   one row per leg
-- Line:    (?:"?1"?,(?:"?\d+"?,){3}"?\d{9,10}"?,(?:(?:"(?:[^"]|"")*"|[^,]*),){50}|"?INTEGER"?,(?:[^,]*,){60})
-- Gives:   repeating_id

with

legs as (

    -- The ids start again with the server; together with 100,000 seconds they do not repeat.
    -- On behalf of 27 a leg records, on behalf of 28 it listens in.
    select
        entries.line,
        concat_ws('-', entries.column66, entries.column2, entries.column3)
            as told_id,
        told_id as repeating_id,
        concat_ws('-', told_id, left(entries.column5, 5)) as call_id,
        entries.column5 as started_at,
        entries.column48 as answered_at,
        entries.column49 as ended_at,
        entries.column9 as from_number,
        coalesce(nullif(entries.column30, ''), entries.column31) as to_number,
        null::varchar as direction,
        null::varchar as queue,
        nullif(entries.column31, '') as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries.column56 as talked,
        null::varchar as lasted,
        'utc' as clock,
        case
            when starts_with(entries.column1, 'INTEGER') then 'comment_line'
            when entries.column1 <> '1' then 'not_this_format'
            when
                list_has_any(
                    [entries.column61, entries.column62, entries.column67], ['27', '28']
                )
                then 'recording_leg'
        end as reason

    from export.rows as entries

)

select * exclude (told_id) from legs
order by line asc
