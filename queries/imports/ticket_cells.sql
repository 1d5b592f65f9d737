-- What:    The filled cells that hold a day.
-- Grain:   one filled cell of a day
-- Roles:   import
-- Reads:   export.neutral
-- Column:  line     bigint   -  number of the ticket or, where one asks for several rights, of the right
-- Column:  field    varchar  -  our name of the column
-- Column:  content  varchar  -  the cell
-- Order:   line, field

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

),

ticket_cells as (

    select *

    from day_cells

    where trim(content) <> ''

)

select * from ticket_cells
order by line asc, field asc
