-- What:    When the office's clock is moved, as lists that a year's place is looked up in.
-- Grain:   one row
-- Roles:   import
-- Reads:   export.years
-- Column:  clock  struct  -  lists by year: two instants, UTC, and seconds from UTC between and else
-- Order:   none

with

clocks as (

    select
        {
            year_before: min(year) - 1,
            moved_at: list(moved_at order by year asc),
            moved_back_at: list(moved_back_at order by year asc),
            seconds_between: list(
                epoch(offset_between)::bigint order by year asc
            ),
            seconds_else: list(epoch(offset_else)::bigint order by year asc)
        } as clock

    from export.years

)

select * from clocks
