-- What:    What a tool counted in each month, by label and in all, with the persons there must be behind it.
-- Grain:   one row per month, dimension and label, '*' for all
-- Roles:   dpo
-- Reads:   register.web_aggregates
-- Column:  month      date     -        first day of the month
-- Column:  dimension  varchar  -        page, referrer or browser
-- Column:  label      varchar  -        which page, host or browser; '(other)' for what the tool does not divide
-- Column:  persons    bigint   persons  a lower bound: different visitors that there must have been on some day
-- Column:  counted    bigint   -        views of pages; visits of anything else
-- Column:  tool       varchar  -        the tool that counted
-- Order:   month, dimension, label

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

totals as (

    select
        month,
        tool,
        max(views) as views,
        max(visits) filter (where dimension <> 'page') as visits,
        coalesce(max(visitors_at_least), 0) as visitors_at_least

    from told_totals

    group by month, tool

),

told_labels as (

    select
        month,
        dimension,
        label,
        visitors_at_least,
        if(dimension = 'page', views, visits) as counted

    from register.web_aggregates

    where is_counted and dimension <> 'whole'

),

-- Who is behind a cell nobody knows. Visitors are browsers, counted again each day: those that
-- were there on one day are the fewest there can be. Where the tool counts no visitors
-- nothing is known, and nothing is shown.
labels as (

    select
        month,
        dimension,
        label,
        coalesce(max(visitors_at_least), 0) as persons,
        sum(counted)::bigint as counted

    from told_labels

    where counted is not null

    group by month, dimension, label

),

dimensions as (

    select
        labels.month,
        labels.dimension,
        sum(labels.counted) as divided,
        any_value(totals.visitors_at_least) as persons,
        any_value(if(labels.dimension = 'page', totals.views, totals.visits)) as counted

    from labels

    inner join totals
        on labels.month = totals.month

    group by labels.month, labels.dimension

),

-- What the tool does not divide is a label of its own, so that all add up.
all_labels as (

    select * from labels

    union all by name

    select
        month,
        dimension,
        '(other)' as label,
        0 as persons,
        counted - divided as counted

    from dimensions

    where counted > divided

),

cells as (

    select
        month,
        dimension,
        label,
        max(persons) as persons,
        sum(counted)::bigint as counted

    from all_labels

    group by month, dimension, label

    union all by name

    select
        month,
        dimension,
        '*' as label,
        persons,
        counted

    from dimensions

),

web_aggregate_cells as (

    select
        cells.month,
        cells.dimension,
        cells.label,
        cells.persons,
        cells.counted,
        totals.tool

    from cells

    inner join totals
        on cells.month = totals.month

)

select * from web_aggregate_cells
order by month asc, dimension asc, label asc
