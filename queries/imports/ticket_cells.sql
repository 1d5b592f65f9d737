-- What:    The filled cells that hold a day.
-- Grain:   one filled cell of a day
-- Roles:   import
-- Reads:   export.neutral
-- Column:  line     bigint   -  number of the ticket or, where one asks for several rights, of the right
-- Column:  field    varchar  -  our name of the column
-- Column:  content  varchar  -  the cell
-- Column:  clock    varchar  -  a time of day after a space at its end; empty without
-- Column:  day      varchar  -  what stands before such a clock; else the cell
-- Order:   none

with

day_cells as (

    unpivot (
        select
            line,
            received_at,
            identity_requested_on,
            identity_verified_on,
            clarification_asked_on,
            clarification_answered_on,
            extension_notified_on,
            closed_on,
            updated_at

        from export.neutral
    )
    on columns(* exclude (line))
    into name field value content

)

select
    *,
    regexp_extract(
        -- A clock has eleven signs at most: to look through the whole cell is slow.
        right(content, 13),
        '[^ ] (\d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?)$',
        1
    ) as clock,
    if(clock = '', content, left(content, -len(clock) - 1)) as day

from day_cells

where trim(content) <> ''
