-- What:    All views and visits of a month, as the tool that counted most in it counted them.
-- Grain:   one row per month
-- Roles:   dpo
-- Reads:   register.web_aggregates
-- Column:  month              date     -         first day of the month
-- Column:  tool               varchar  -         who counted
-- Column:  views              bigint   views     the most that any of its reports adds up to
-- Column:  visits             bigint   visits    the most that any of its reports adds up to
-- Column:  visitors_at_least  bigint   visitors  of the label or whole with the most, 0 when none was counted
-- Order:   month

with

-- Reports of one tool do not quite agree: some estimate, some leave out. One total for
-- all of them, so that none can be held against another.
told_totals as (

    select
        month,
        tool,
        dimension,
        sum(views)::bigint as views,
        sum(visits)::bigint as visits,
        max(visitors_at_least) as visitors_at_least

    from register.web_aggregates

    where is_counted

    group by month, tool, dimension

),

web_aggregate_totals as (

    select
        month,
        tool,
        max(views) as views,
        max(visits) filter (where dimension <> 'page') as visits,
        coalesce(max(visitors_at_least), 0) as visitors_at_least

    from told_totals

    group by month, tool

)

select * from web_aggregate_totals
order by month asc
