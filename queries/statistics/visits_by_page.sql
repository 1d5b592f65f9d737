-- What:    How many visit each page, robots and static files apart.
-- Grain:   one row per page, '*' for all
-- Roles:   release
-- Reads:   imported.hits, policy.constants
-- Options: source=web unit=views minimum=min_networks fold=true
-- Margin:  page
-- Param:   first_on        date     first day of the period
-- Param:   last_on         date     last day of the period
-- Column:  page            varchar  -        path of the page without its query
-- Column:  persons         bigint   persons  distinct networks, addresses cut to three octets
-- Column:  largest         bigint   views    views of the network that viewed most
-- Column:  second_largest  bigint   views    views of the network after it
-- Column:  views           bigint   views    times the page was shown
-- Order:   page

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

session_gaps as (

    select constants.value::integer as minutes

    from policy.constants as constants

    cross join asked

    where
        constants.name = 'session_gap_minutes'
        and constants.valid_from <= asked.first_on

    qualify row_number() over (order by constants.valid_from desc) = 1

),

counted_hits as (

    select
        hits.*,
        hits.visited_at - lag(hits.visited_at) over (
            partition by hits.visitor
            order by hits.visited_at asc
        ) as since_last

    from imported.hits as hits

    cross join asked

    where
        hits.hit_on between asked.first_on and asked.last_on
        and not hits.is_robot
        and not hits.is_static
        and not hits.is_health_check
        and not hits.is_dnt
        and hits.page is not null
        and hits.status < 400

),

hits_in_visits as (

    select
        counted_hits.*,
        sum(
            case
                when counted_hits.since_last is null then 1
                when counted_hits.since_last > to_minutes(session_gaps.minutes) then 1
                else 0
            end
        ) over (
            partition by counted_hits.visitor
            order by counted_hits.visited_at asc
            rows between unbounded preceding and current row
        ) as visit_number

    from counted_hits

    cross join session_gaps

),

networks_in_cells as (

    select
        page,
        network,
        count(*) as views

    from hits_in_visits

    group by grouping sets ((page, network), (network))

),

measured_cells as (

    select
        coalesce(page, '*') as page,
        count(*) as persons,
        max(views, 2) as two_largest,
        sum(views)::bigint as views

    from networks_in_cells

    group by page

),

cells as (

    select
        page,
        persons,
        two_largest[1] as largest,
        coalesce(two_largest[2], 0) as second_largest,
        views

    from measured_cells

)

select * from cells
order by page asc
