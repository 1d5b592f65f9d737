-- What:    What a report of web statistics says of each month.
-- Grain:   one row per month and fact
-- Roles:   import
-- Reads:   imported.web_aggregates
-- Column:  source  varchar  -     always web
-- Column:  month   date     -     first day of the month
-- Column:  fact    varchar  -     what is counted
-- Column:  count   bigint   rows  how many
-- Order:   month, fact

with

dated_rows as (

    select
        dimension,
        first_on,
        last_on,
        date_trunc('month', first_on)::date as month

    from imported.web_aggregates

),

told_months as (

    -- Complete: by one figure for the month, or by days from its first to its last.
    select
        month,
        dimension,
        count(*) as rows,
        bool_or(first_on = month and last_on = last_day(month))
        or (
            min(first_on) filter (where first_on = last_on) = month
            and max(first_on) filter (where first_on = last_on) = last_day(month)
        ) as is_whole

    from dated_rows

    group by month, dimension

),

facts as (

    select
        'web' as source,
        month,
        unnest(['aggregated_rows', 'aggregated_whole']) as fact,
        unnest([sum(rows)::bigint, count(*) filter (where is_whole)]) as count

    from told_months

    group by month

)

select * from facts
where count > 0
order by month asc, fact asc
