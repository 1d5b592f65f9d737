-- What:    Requests of a web log with the time on the clock where the office is.
-- Grain:   one row per line of the format with a readable time
-- Roles:   import
-- Reads:   export.fields
-- Column:  line        bigint     -  number of the line in the file
-- Column:  address     varchar    -  address or host name, '' where the log keeps none
-- Column:  seen_at     timestamp  -  instant of the request, UTC
-- Column:  target      varchar    -  what was asked for, query included, '' when nothing
-- Column:  status      smallint   -  HTTP status
-- Column:  referrer    varchar    -  page that the visitor came from, '' when unknown
-- Column:  agent       varchar    -  user agent, '' where the log keeps none
-- Column:  is_dnt      boolean    -  Do Not Track or Global Privacy Control
-- Column:  visited_at  timestamp  -  local time, to the second
-- Column:  month       date       -  first day of the local month
-- Order:   none

with

-- The variable `clock` is what imports/clock answers: places in its lists are years.
numbered_fields as (

    select
        fields.*,
        extract('year' from seen_at) - getvariable('clock').year_before as place

    from export.fields as fields

),

-- Twice a year the clock is moved: two comparisons instead of a time-zone function,
-- which takes forty times as long; whole numbers instead of intervals for the same sake.
local_fields as (

    select
        line,
        coalesce(address, '') as address,
        seen_at,
        coalesce(target, '') as target,
        status,
        coalesce(referrer, '') as referrer,
        coalesce(agent, '') as agent,
        is_dnt,
        make_timestamp(
            (
                epoch_us(seen_at) // 1000000
                + case
                    when
                        seen_at >= getvariable('clock').moved_at[place]
                        and seen_at < getvariable('clock').moved_back_at[place]
                        then getvariable('clock').seconds_between[place]
                    else getvariable('clock').seconds_else[place]
                end
            )
            * 1000000
        ) as visited_at

    from numbered_fields

),

timed_fields as (

    select
        *,
        make_date(year(visited_at), month(visited_at), 1) as month

    from local_fields

    where
        seen_at between timestamp '1990-01-01' and timestamp '2080-12-31'
        and visited_at is not null
        and (status = 0 or status between 100 and 999)

)

select * from timed_fields
