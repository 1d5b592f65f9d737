-- What:    Mitel MiVoice Business' (3300 ICP) SMDR: one line per call, fields by position, days without year; standard, with extended digit length, or extended reporting.
-- Grain:   one row per leg
-- Options: whole_line no_year
-- Line:    [ %+-]?\d\d/\d\d \d\d:\d\d(:\d\d)?[ pP] (\d{4}:\d\d:\d\d|\d\d:\d\d:\d\d| {8}| {10}) ([\dTXA*# ][\dT*# ]{3}|[\dTXA*# ][\dT*# ]{6}) [ *\d][ *?\d]{3} 
-- Gives:   repeating_id
-- Column:  started_at   varchar  -  as it stands, with 0000 where the year would be

with

-- Long call, mm/dd, hh:mm with P in the afternoon, or hh:mm:ss in extended reporting.
stamped_lines as (

    select
        line,
        regexp_extract(
            column1,
            '^[ %+-]?(\d\d/\d\d) (\d\d:\d\d)(:\d\d)?([ pP]) (.*)$',
            ['day', 'clock', 'seconds', 'half', 'rest']
        ) as head

    from export.rows

),

-- The duration has two digits of hours, and parties four places; or four and seven.
measured_lines as (

    select
        *,
        -- Without a P anywhere the clock has 24 hours.
        bool_or(head.half in ('p', 'P')) over () as has_halves,
        case
            when regexp_matches(head.rest, '^\d{4}:\d\d:\d\d ') then 7
            when regexp_matches(head.rest, '^\d\d:\d\d:\d\d ') then 4
            when starts_with(head.rest, '        ') then if(head.seconds = '', 4, 7)
        end as width,
        nullif(trim(substr(head.rest, 1, if(width = 7, 10, 8))), '') as duration,
        substr(head.rest, if(width = 7, 12, 10)) as tail

    from stamped_lines

),

-- Where the caller's number and the call's own stand depends on what was switched on.
placed_lines as (

    select
        *,
        case
            when width = 4 then 69
            when head.seconds <> '' or len(tail) > 116 then 86
            else 78
        end as number_at,
        case number_at when 69 then 91 when 78 then 97 else 126 end as id_at,
        trim(substr(tail, 1, width)) as calling,
        trim(substr(tail, width + 2, 4)) as answer,
        trim(substr(tail, width + 7, 21)) as digits,
        substr(tail, width + 33, 1) as completion,
        trim(substr(tail, width + 35, width)) as called,
        trim(substr(tail, number_at, if(number_at = 86, 20, 10))) as number,
        regexp_extract(substr(tail, id_at, 8), '^[A-Z]\d{7}$') as call_number,
        substr(tail, width + 1, 1) = ' '
        and substr(tail, width + 6, 1) = ' '
        and substr(tail, width + 34, 1) in (' ', '')
        and regexp_full_match(calling, '([TX]?\d+|ATT\d*|[\d*#]*)')
        and regexp_full_match(answer, '\*?[\d*?]*') as is_placed

    from measured_lines

),

-- A trunk begins with T or X; a call from one comes in, a call to one goes out.
directed_lines as (

    select
        *,
        case
            when
                regexp_matches(calling, '^[TX]\d')
                or (calling = '' and answer <> '')
                then 'in'
            when regexp_matches(called, '^[TX]\d') or called = '' then 'out'
            else 'internal'
        end as way,
        -- Stars for the time to answer, or how it was completed, say that nobody
        -- answered. A call without a duration may still have been answered.
        case
            when
                right(answer, 1) = '*'
                or completion in ('B', 'E', 'O', 'D', 'S', 'U')
                or duration in ('00:00:00', '0000:00:00')
                then false
            when duration is not null then true
        end as has_answer

    from placed_lines

),

legs as (

    -- Numbers of calls start again in time; together with the day they do not repeat.
    select
        line,
        nullif(call_number, '') as repeating_id,
        if(call_number = '', null, concat_ws('-', head.day, call_number)) as call_id,
        concat(
            head.day,
            '/0000 ',
            head.clock,
            head.seconds,
            case
                when not has_halves then ''
                when head.half = ' ' then ' AM'
                else ' PM'
            end
        ) as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        if(way = 'in', if(regexp_full_match(number, '\d+'), number, ''), calling)
            as from_number,
        if(way = 'internal' or digits = '', called, digits) as to_number,
        way as direction,
        null::varchar as queue,
        nullif(if(way = 'out', calling, called), '') as agent,
        has_answer as is_answered,
        if(has_answer, nullif(ltrim(answer, '*'), ''), null) as waited,
        if(has_answer, duration, null) as talked,
        if(has_answer, null, duration) as lasted,
        null::varchar as clock,
        if(coalesce(is_placed, false), null, 'not_this_format') as reason

    from directed_lines

)

select * from legs
order by line asc
