-- What:    Requests of a web log with the time on the clock where the office is.
-- Grain:   one row per line of the format with a readable time
-- Roles:   import
-- Reads:   export.fields, export.years
-- Column:  line        bigint     -  number of the line in the file
-- Column:  address     varchar    -  address or host name, '' where the log keeps none
-- Column:  seen_at     timestamp  -  instant of the request, UTC
-- Column:  target      varchar    -  what was asked for, query included, '' when nothing
-- Column:  status      smallint   -  HTTP status
-- Column:  referrer    varchar    -  page that the visitor came from, '' when unknown
-- Column:  agent       varchar    -  user agent, '' where the log keeps none
-- Column:  is_dnt      boolean    -  Do Not Track
-- Column:  visited_at  timestamp  -  local time, to the second
-- Column:  month       date       -  first day of the local month
-- Order:   none

with

offsets as (

    select
        year,
        moved_at,
        moved_back_at,
        epoch(offset_between)::bigint as seconds_between,
        epoch(offset_else)::bigint as seconds_else

    from export.years

),

-- Twice a year the clock is moved: two comparisons instead of a time-zone function,
-- which takes forty times as long; whole numbers instead of intervals for the same sake.
local_fields as (

    select
        fields.line,
        coalesce(fields.address, '') as address,
        fields.seen_at,
        coalesce(fields.target, '') as target,
        fields.status,
        coalesce(fields.referrer, '') as referrer,
        coalesce(fields.agent, '') as agent,
        fields.is_dnt,
        make_timestamp(
            (
                epoch_us(fields.seen_at) // 1000000
                + case
                    when
                        fields.seen_at >= offsets.moved_at
                        and fields.seen_at < offsets.moved_back_at
                        then offsets.seconds_between
                    else offsets.seconds_else
                end
            )
            * 1000000
        ) as visited_at

    from export.fields as fields

    inner join offsets
        on extract('year' from fields.seen_at) = offsets.year

),

timed_fields as (

    select
        *,
        date_trunc('month', visited_at)::date as month

    from local_fields

)

select * from timed_fields
