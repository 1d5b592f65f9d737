-- What:    How many open requests have their last day by law in each month.
-- Grain:   one row per month in which one has
-- Roles:   dpo
-- Reads:   register.deadlines
-- Param:   as_of   date    the day that counts as today
-- Column:  month   date    -         first day of the month
-- Column:  due     bigint  requests  open, with their last day by law in it
-- Order:   month

with

due_months as (

    select
        date_trunc('month', statutory_due_on)::date as month,
        count(*) as due

    from register.deadlines($as_of)

    where closed_on is null and statutory_due_on is not null

    group by all

)

select * from due_months
order by month asc
