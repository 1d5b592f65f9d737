-- What:    The months in which the journal has entries.
-- Grain:   one row per month
-- Roles:   dpo
-- Reads:   journal.hours
-- Column:  month  date  -  first day of the month in Europe/Stockholm
-- Order:   month, the newest first

with

months as (

    select date_trunc('month', timezone('Europe/Stockholm', written_at))::date as month

    from journal.hours

)

select distinct month from months
order by month desc
