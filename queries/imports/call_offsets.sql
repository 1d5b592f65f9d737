-- What:    How far the log's clock is from UTC, by days with calls on which it is not moved.
-- Grain:   one row per such day; none where the variable clock_is_moved is false
-- Roles:   import
-- Reads:   export.neutral, export.manner
-- Column:  called_on  date      -  day on the clock of the log
-- Column:  ahead      interval  -  what that clock shows, less UTC
-- Order:   none

with

days as (

    select distinct try_cast(left(started_at, 10) as date) as called_on

    from export.neutral

    where
        started_at like '____-__-_____:__:__'
        and getvariable('clock_is_moved')

),

day_ends as (

    select
        days.called_on,
        days.called_on::timestamp
        - timezone('UTC', timezone(manner.clock, days.called_on::timestamp)) as ahead,
        (days.called_on + 1)::timestamp
        - timezone('UTC', timezone(manner.clock, (days.called_on + 1)::timestamp))
            as ahead_after

    from days

    cross join export.manner as manner

)

select
    called_on,
    ahead

from day_ends

where ahead = ahead_after
