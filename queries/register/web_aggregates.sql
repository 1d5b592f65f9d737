-- What:    Web statistics of each month as a tool counted them, and at how many persons at least they can be.
-- Grain:   one row per month, tool, site, dimension and label
-- Roles:   dpo
-- Reads:   imported.web_aggregates
-- Column:  month              date     -         first day of the month
-- Column:  tool               varchar  -         who counted
-- Column:  site               varchar  -         the web site, or the folder that the export lay in
-- Column:  dimension          varchar  -         whole, page, referrer or browser
-- Column:  label              varchar  -         which page, host or browser; - for the whole
-- Column:  first_on           date     -         first day counted
-- Column:  last_on            date     -         last day counted
-- Column:  is_whole_month     boolean  -         the days counted are those of the month
-- Column:  is_counted         boolean  -         of a whole month, by the tool that counted most in it
-- Column:  views              bigint   views     pages shown, as the tool counted them
-- Column:  visits             bigint   visits    visits, as the tool counted them
-- Column:  visitors_at_least  bigint   visitors  as many different browsers as there must have been on some day
-- Column:  visitors_at_most   bigint   visitors  all that the tool counted, each day anew
-- Order:   month, tool, site, dimension, label

with

-- A tool that tells visitors apart anew each day counts one person on thirty days as
-- thirty visitors. Whatever the tool does, it counts a browser once a day at most: of V
-- visitors in D days, at least V / D were there on the same day.
told_periods as (

    select
        coalesce(tool, '-') as tool,
        coalesce(site, '-') as site,
        dimension,
        coalesce(label, '-') as label,
        first_on,
        last_on,
        date_trunc('month', first_on)::date as month,
        views,
        visits,
        visitors,
        ceil(visitors / (last_on - first_on + 1))::bigint as visitors_of_a_day,
        case
            when first_on = month and last_on = last_day(month) then 1
            when first_on = last_on then 2
            else 3
        end as kind

    from imported.web_aggregates

),

-- One figure for the month goes before its days, and these before any other part of it;
-- of such parts, which may overlap, the longest counts.
chosen_periods as (

    select *

    from told_periods

    qualify
        rank() over (
            partition by month, tool, site, dimension
            order by kind asc, if(kind = 3, first_on - last_on, 0) asc
        ) = 1

),

dated_periods as (

    select
        *,
        min(first_on) over (
            partition by month, tool, site, dimension
        ) as counted_from,
        max(last_on) over (
            partition by month, tool, site, dimension
        ) as counted_to,
        counted_from = month and counted_to = last_day(month) as is_whole_month

    from chosen_periods

),

-- Two tools on one site see the same visits: their figures are never put together.
counting_tools as (

    select
        month,
        tool

    from dated_periods

    where is_whole_month

    group by month, tool

    qualify
        row_number() over (
            partition by month
            order by
                count(distinct dimension) desc,
                sum(coalesce(visits, 0) + coalesce(views, 0)) desc,
                tool asc
        ) = 1

),

web_aggregates as (

    select
        dated_periods.month,
        dated_periods.tool,
        dated_periods.site,
        dated_periods.dimension,
        dated_periods.label,
        dated_periods.counted_from as first_on,
        dated_periods.counted_to as last_on,
        dated_periods.is_whole_month,
        dated_periods.is_whole_month and counting_tools.tool is not null as is_counted,
        sum(dated_periods.views)::bigint as views,
        sum(dated_periods.visits)::bigint as visits,
        max(dated_periods.visitors_of_a_day) as visitors_at_least,
        sum(dated_periods.visitors)::bigint as visitors_at_most

    from dated_periods

    left join counting_tools
        on
            dated_periods.month = counting_tools.month
            and dated_periods.tool = counting_tools.tool

    group by all

)

select * from web_aggregates
order by month asc, tool asc, site asc, dimension asc, label asc
