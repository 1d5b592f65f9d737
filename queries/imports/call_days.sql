-- What:    Which of day and month stands first in the days of a telephone log, as the days themselves show.
-- Grain:   one row per file that has days
-- Roles:   import
-- Reads:   export.told
-- Column:  place        bigint   -      place of the file among those read together, 0 alone
-- Column:  day_first    bigint   cells  days of which only the first number can be the day
-- Column:  month_first  bigint   cells  days of which only the second number can be the day
-- Column:  either       boolean  -      some day could be of either order
-- Order:   place

with

numbers as (

    select
        line >> 32 as place,
        regexp_extract(
            started_at,
            '^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}',
            ['first', 'mark', 'second']
        ) as part

    from export.told

    where reason is null

),

call_days as (

    select
        place,
        count(*) filter (
            where try_cast(part.first as integer) > 12 or part.mark = '.'
        ) as day_first,
        count(*) filter (where try_cast(part.second as integer) > 12) as month_first,
        coalesce(
            bool_or(
                try_cast(part.first as integer) <= 12
                and try_cast(part.second as integer) <= 12
                and part.first <> part.second
            ),
            false
        ) as either

    from numbers

    group by place

)

select * from call_days
order by place asc
