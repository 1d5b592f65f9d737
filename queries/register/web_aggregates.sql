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
-- Column:  visitors_at_most   bigint   visitors  all that the tool counted, each day on its own
-- Order:   month, tool, site, dimension, label

with recursive

-- A tool that counts visitors again each day counts one person on thirty days as
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
        -- Nobody is counted who neither came nor saw anything, whatever the tool writes.
        ceil(
            if(visitors > 0, least(visitors, visits, views), visitors)
            / (last_on - first_on + 1)
        )::bigint as visitors_of_a_day,
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

-- Parts of the same length may overlap too, as weeks from Monday and from Sunday do: one
-- that begins before the part before it has ended is not added again.
parts_apart as (

    select
        month,
        tool,
        site,
        dimension,
        min(first_on) as first_on,
        max(last_on - first_on + 1)::integer as days

    from chosen_periods

    group by month, tool, site, dimension

    union all

    select
        parts_apart.month,
        parts_apart.tool,
        parts_apart.site,
        parts_apart.dimension,
        min(chosen_periods.first_on) as first_on,
        parts_apart.days

    from parts_apart

    inner join chosen_periods
        on
            parts_apart.month = chosen_periods.month
            and parts_apart.tool = chosen_periods.tool
            and parts_apart.site = chosen_periods.site
            and parts_apart.dimension = chosen_periods.dimension
            and parts_apart.first_on + parts_apart.days <= chosen_periods.first_on

    group by
        parts_apart.month,
        parts_apart.tool,
        parts_apart.site,
        parts_apart.dimension,
        parts_apart.days

),

periods_apart as (

    select
        chosen_periods.*,
        parts_apart.days,
        count(distinct chosen_periods.first_on) over (
            partition by
                chosen_periods.month,
                chosen_periods.tool,
                chosen_periods.site,
                chosen_periods.dimension
        ) as parts

    from chosen_periods

    inner join parts_apart
        on
            chosen_periods.month = parts_apart.month
            and chosen_periods.tool = parts_apart.tool
            and chosen_periods.site = parts_apart.site
            and chosen_periods.dimension = parts_apart.dimension
            and chosen_periods.first_on = parts_apart.first_on

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
        -- Days without a visit may have no row; a week that is left out is missing.
        counted_from = month
        and counted_to = last_day(month)
        and (kind < 3 or parts * days = day(last_day(month))) as is_whole_month

    from periods_apart

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
