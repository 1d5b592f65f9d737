-- What:    What the days of each column show of their order: day or month first.
-- Grain:   one column that has days of two numbers and a year
-- Roles:   import
-- Reads:   export.days
-- Column:  field            varchar  -     our name of the column
-- Column:  day_first        bigint   days  days that can only have the day first
-- Column:  month_first      bigint   days  days that can only have the month first
-- Column:  either           bigint   days  days that can be read both ways, as two days
-- Order:   field

with

ticket_orders as (

    select
        field,
        count(*) filter (where first > 12 and second <= 12) as day_first,
        count(*) filter (where second > 12 and first <= 12) as month_first,
        count(*) filter (where first <= 12 and second <= 12 and first <> second)
            as either

    from export.days

    where first is not null

    group by field

)

select * from ticket_orders
order by field asc
