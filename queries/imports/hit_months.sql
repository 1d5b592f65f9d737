-- What:    The open months that a block of log lines belongs to.
-- Grain:   one row per month
-- Roles:   import
-- Reads:   export.timed_fields, export.keys
-- Column:  span      varchar  -      the month, YYYY-MM
-- Column:  rows      bigint   rows   how many lines
-- Column:  first_on  varchar  -      first local day
-- Column:  last_on   varchar  -      last local day
-- Order:   span

with

hit_months as (

    select
        strftime(fields.month, '%Y-%m') as span,
        count(*) as rows,
        min(fields.visited_at)::date::varchar as first_on,
        max(fields.visited_at)::date::varchar as last_on

    from export.timed_fields as fields

    inner join export.keys as keys
        on fields.month = keys.month

    group by fields.month

)

select * from hit_months
order by span asc
