-- What:    Times of a telephone log that are not written 2026-11-23 12:05:00, in the other common ways.
-- Grain:   one row per such cell
-- Roles:   import
-- Reads:   export.neutral, export.manner
-- Column:  line     bigint     -  number of the row's first line
-- Column:  field    varchar    -  started_at, answered_at or ended_at
-- Column:  content  varchar    -  as it stands
-- Column:  is_utc   boolean    -  in UTC; else on the clock of the log
-- Column:  moment   timestamp  -  null when it is written in no common way
-- Order:   none

with

-- Rows are turned into cells only where there is such a cell.
other_legs as (

    select
        line,
        if(
            started_at like '____-__-_____:__:__', null, nullif(started_at, '')
        ) as started_at,
        if(
            answered_at like '____-__-_____:__:__', null, nullif(answered_at, '')
        ) as answered_at,
        if(
            ended_at like '____-__-_____:__:__', null, nullif(ended_at, '')
        ) as ended_at

    from export.neutral

    where
        started_at not like '____-__-_____:__:__'
        or (answered_at <> '' and answered_at not like '____-__-_____:__:__')
        or (ended_at <> '' and ended_at not like '____-__-_____:__:__')

),

other_cells as (

    unpivot other_legs
    on started_at, answered_at, ended_at
    into name field value content

),

-- Year, month, day or day, month, year with a clock; or seconds, or thousandths of them,
-- since 1970. Cisco writes 0 for never.
parts as (

    select
        other_cells.*,
        manner.is_month_first,
        regexp_full_match(other_cells.content, '[1-9]\d{8,9}') as is_seconds,
        regexp_full_match(other_cells.content, '[1-9]\d{12}') as is_thousandths,
        case
            when not is_seconds and not is_thousandths
                then
                    regexp_extract(
                        other_cells.content,
                        '^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[T ,]+'
                        || '(\d{1,2})[:.](\d{2})'
                        || '(?:[:.](\d{2}))?(?:[.,]\d+)? ?(?:([AaPp])\.?[Mm]\.?)? ?'
                        || '(Z|UTC|[+-]\d{2}(?::?(?:00|15|30|45))?)?$',
                        [
                            'first', 'second', 'third', 'hour', 'minute', 'seconds',
                            'half', 'zone'
                        ]
                    )
        end as part

    from other_cells

    cross join export.manner as manner

),

spelt_times as (

    select
        line,
        field,
        content,
        is_seconds,
        is_thousandths,
        part.zone,
        regexp_matches(content, '[ ,]\d{1,2}[:.]\d{2}-\d{2}(:\d{2})?$') as is_range,
        concat_ws(
            '-',
            case
                when len(part.first) = 4 then part.first
                when len(part.third) = 2 then '20' || part.third
                else part.third
            end,
            case
                when len(part.first) = 4 or not is_month_first then part.second
                else part.first
            end,
            case
                when len(part.first) = 4 then part.third
                when is_month_first then part.second
                else part.first
            end
        ) as day,
        concat_ws(
            ':',
            case lower(part.half)
                when 'a' then (try_cast(part.hour as integer) % 12)::varchar
                when 'p' then (try_cast(part.hour as integer) % 12 + 12)::varchar
                else if(part.hour = '24', 'unreadable', part.hour)
            end,
            part.minute,
            coalesce(nullif(part.seconds, ''), '00')
        ) as clock

    from parts

)

-- What says its zone, or counts from 1970, is in UTC.
select
    line,
    field,
    content,
    is_seconds or is_thousandths or zone <> '' as is_utc,
    case
        when is_seconds then make_timestamp(content::bigint * 1000000)
        when is_thousandths then make_timestamp(content::bigint * 1000)
        -- 09:00-10:00 is more likely from nine to ten; ISO writes a T before it.
        when is_range then null
        when regexp_matches(zone, '^[+-]')
            then
                timezone(
                    'UTC', try_cast(concat(day, ' ', clock, zone) as timestamptz)
                )
        else try_cast(concat(day, ' ', clock) as timestamp)
    end as moment

from spelt_times
