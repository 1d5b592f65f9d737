-- What:    When legs of calls began, were answered and ended, where it is not written 2026-11-23 12:05:00.
-- Grain:   one row per leg with such a cell
-- Roles:   import
-- Reads:   export.moments, export.odd_moments, export.manner
-- Column:  line                  bigint     -  number of the row's first line
-- Column:  is_utc                boolean    -  told in UTC; else on the clock of the log
-- Column:  started_at            timestamp  -  null when the cell is no time
-- Column:  answered_at           timestamp  -  null when the cell is no time
-- Column:  ended_at              timestamp  -  null when the cell is no time
-- Column:  is_answer_unreadable  boolean    -  the time of the answer is no time
-- Column:  is_end_unreadable     boolean    -  the time of the end is no time
-- Order:   none

with

read_moments as (

    select
        moments.line,
        bool_or(moments.is_utc and moments.moment is not null) as is_utc,
        max(moments.moment) filter (where moments.field = 'started_at') as started_at,
        max(moments.moment) filter (where moments.field = 'answered_at')
            as answered_at,
        max(moments.moment) filter (where moments.field = 'ended_at') as ended_at,
        max(odd_moments.moment) filter (where moments.field = 'started_at')
            as oddly_started_at,
        max(odd_moments.moment) filter (where moments.field = 'answered_at')
            as oddly_answered_at,
        max(odd_moments.moment) filter (where moments.field = 'ended_at')
            as oddly_ended_at,
        coalesce(
            bool_or(odd_moments.is_unreadable and moments.field = 'answered_at'), false
        ) as is_answer_unreadable,
        coalesce(
            bool_or(odd_moments.is_unreadable and moments.field = 'ended_at'), false
        ) as is_end_unreadable

    from export.moments as moments

    left join export.odd_moments as odd_moments
        on moments.content = odd_moments.written and moments.moment is null

    group by moments.line

),

-- An odd time stands on the clock of the log, also beside others that are told in UTC.
call_times as (

    select
        read_moments.line,
        read_moments.is_utc,
        coalesce(
            read_moments.started_at,
            if(
                read_moments.is_utc,
                timezone('UTC', timezone(manner.clock, read_moments.oddly_started_at)),
                read_moments.oddly_started_at
            )
        ) as started_at,
        coalesce(
            read_moments.answered_at,
            if(
                read_moments.is_utc,
                timezone('UTC', timezone(manner.clock, read_moments.oddly_answered_at)),
                read_moments.oddly_answered_at
            )
        ) as answered_at,
        coalesce(
            read_moments.ended_at,
            if(
                read_moments.is_utc,
                timezone('UTC', timezone(manner.clock, read_moments.oddly_ended_at)),
                read_moments.oddly_ended_at
            )
        ) as ended_at,
        read_moments.is_answer_unreadable,
        read_moments.is_end_unreadable

    from read_moments

    cross join export.manner as manner

)

select * from call_times
