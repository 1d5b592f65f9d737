-- What:    When legs of calls began, were answered and ended, where it is not written 2026-11-23 12:05:00.
-- Grain:   one row per leg with such a cell
-- Roles:   import
-- Reads:   export.moments, export.odd_moments, export.manner
-- Column:  line                  bigint     -  number of the row's first line
-- Column:  is_utc                boolean    -  all three are in UTC, for one says so; else on the clock of the log
-- Column:  started_at            timestamp  -  null when the cell is no time
-- Column:  answered_at           timestamp  -  null when the cell is no time
-- Column:  ended_at              timestamp  -  null when the cell is no time
-- Column:  is_answer_unreadable  boolean    -  the time of the answer is no time
-- Column:  is_end_unreadable     boolean    -  the time of the end is no time
-- Order:   none

with

-- A time that says no zone stands on the clock of the log, also beside others in UTC.
zoned_moments as (

    select
        moments.line,
        moments.field,
        odd_moments.is_unreadable,
        coalesce(
            bool_or(moments.is_utc and moments.moment is not null)
                over (partition by moments.line),
            false
        ) as is_row_utc,
        coalesce(moments.moment, odd_moments.moment) as told_moment,
        if(
            is_row_utc and not (moments.is_utc and moments.moment is not null),
            timezone('UTC', timezone(manner.clock, told_moment)),
            told_moment
        ) as moment

    from export.moments as moments

    cross join export.manner as manner

    left join export.odd_moments as odd_moments
        on moments.content = odd_moments.written and moments.moment is null

)

select
    line,
    bool_or(is_row_utc) as is_utc,
    max(moment) filter (where field = 'started_at') as started_at,
    max(moment) filter (where field = 'answered_at') as answered_at,
    max(moment) filter (where field = 'ended_at') as ended_at,
    coalesce(bool_or(is_unreadable and field = 'answered_at'), false)
        as is_answer_unreadable,
    coalesce(bool_or(is_unreadable and field = 'ended_at'), false)
        as is_end_unreadable

from zoned_moments

group by line
