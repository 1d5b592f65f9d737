-- What:    Rows of a telephone log that are no call, or of no readable or open time.
-- Grain:   one row per such row
-- Roles:   import
-- Reads:   export.raw, export.legs, export.keys
-- Column:  line    bigint   -  number of the row's first line
-- Column:  reason  varchar  -  why
-- Order:   line

with

call_rejects as (

    select
        raw.line,
        case
            when raw.reason is not null then raw.reason
            when raw.started_at is null then 'bad_date'
            else 'month_closed'
        end as reason

    from export.raw as raw

    left join export.legs as legs
        on raw.line = legs.line

    left join export.keys as keys
        on legs.month = keys.month

    where raw.reason is not null or keys.month is null

)

select * from call_rejects
order by line asc
