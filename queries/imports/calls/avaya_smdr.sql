-- What:    Avaya IP Office's SMDR: one line per part of a call; no head row.
-- Grain:   one row per leg
-- Line:    \d{4}/\d\d/\d\d \d\d:\d\d:\d\d,\d\d:\d\d:\d\d,\d+,[^,]*,[IO],[^,]*,[^,]*,[^,]*,[01],\d+,[01],
-- Gives:   repeating_id, outcome
-- Column:  outcome      varchar  -  empty: without a length nothing says how the call ended

with

-- Every segment of a call has the start of the call; it begins when those before it end.
segments as (

    select
        *,
        if(
            column10 = '',
            0,
            coalesce(
                sum(
                    coalesce(epoch(try_cast(column2 as interval)), 0)
                    + coalesce(try_cast(column3 as integer), 0)
                    + coalesce(try_cast(column16 as integer), 0)
                    + coalesce(try_cast(column17 as integer), 0)
                ) over (
                    partition by column10, column1
                    order by line
                    rows between unbounded preceding and 1 preceding
                ),
                0
            )
        ) as seconds_before

    from export.rows

),

legs as (

    -- Ids start again with the exchange; together with the day they do not repeat.
    -- V is the voice mailbox: nobody answered. A lost call was connected for 00:00:00; a
    -- cell without a time says nothing of it.
    select
        line,
        nullif(column10, '') as repeating_id,
        if(column10 = '', null, concat_ws('-', left(column1, 10), column10)) as call_id,
        coalesce(
            if(
                seconds_before > 0,
                strftime(
                    try_strptime(column1, '%Y/%m/%d %H:%M:%S')
                    + to_seconds(seconds_before),
                    '%Y/%m/%d %H:%M:%S'
                ),
                null
            ),
            column1
        ) as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        column4 as from_number,
        column6 as to_number,
        if(column9 = '1', 'internal', column5) as direction,
        null::varchar as queue,
        nullif(if(column5 = 'I', column14, column12), '') as agent,
        '' as outcome,
        if(column12 like 'V%' or column14 like 'V%', false, null) as is_answered,
        column3 as waited,
        column2 as talked,
        null::varchar as lasted,
        null::varchar as clock,
        null::varchar as reason

    from segments

)

select * from legs
order by line asc
