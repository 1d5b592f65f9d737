-- What:    3CX's call detail records, written to a file or a socket, in the usual order; no head row.
-- Grain:   one row per leg
-- Line:    "?(?:Call )?\d+"?,"?[0-9A-Za-z_.@-]+"?,"?\d\d:\d\d:\d\d(?:\.\d+)?"?,"?\d{4}[-/]\d\d[-/]\d\d \d\d:\d\d:\d\d"?,
-- Gives:   outcome
-- Column:  outcome      varchar  -  empty: without a time of answer or a length nothing says how the call ended

with

legs as (

    select
        line,
        nullif(column1, '') as call_id,
        column4 as started_at,
        column5 as answered_at,
        column6 as ended_at,
        regexp_replace(column8, '^Ext\.', '') as from_number,
        regexp_replace(
            if(column12 <> '', column12, column9), '^Ext\.', ''
        ) as to_number,
        case
            when column8 like 'Ext.%' and column9 like 'Ext.%' then 'internal'
            when column8 like 'Ext.%' then 'out'
        end as direction,
        if(
            column22 = 'Queue' or column23 = 'Queue', nullif(column11, ''), null
        ) as queue,
        nullif(column15, '') as agent,
        '' as outcome,
        -- An answer leaves its time and a length; where there is neither, there was none.
        if(
            column5 = '' and regexp_full_match(column3, '(0?0:00:00(\.0+)?)?'),
            false,
            null
        ) as is_answered,
        null::varchar as waited,
        null::varchar as talked,
        if(column5 = '', null, column3) as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows

)

select * from legs
order by line asc
