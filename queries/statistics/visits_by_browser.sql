-- What:    Visits by browser family.
-- Grain:   one row per browser, '*' for all
-- Roles:   release
-- Reads:   imported.hits, policy.constants
-- Options: source=web unit=visits minimum=min_networks fold=true
-- Margin:  browser
-- Param:   first_on        date     first day of the period
-- Param:   last_on         date     last day of the period
-- Column:  browser  varchar  -        family of the browser, without version
-- Column:  persons         bigint   persons  distinct networks, addresses cut to three octets
-- Column:  largest         bigint   visits   visits of the network that visited most
-- Column:  second_largest  bigint   visits   visits of the network after it
-- Column:  visits          bigint   visits   views of one visitor with no pause over 30 minutes
-- Order:   browser

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

visits as (

    select
        visitor,
        visit_number,
        min(network) as network,
        coalesce(arg_min(browser, visited_at), '-') as browser,
        date_diff('second', min(visited_at), max(visited_at)) as length_seconds

    from hits_in_visits

    group by visitor, visit_number

),

networks_in_cells as (

    select
        browser,
        network,
        count(*) as visits

    from visits

    group by grouping sets ((browser, network), (network))

),

measured_cells as (

    select
        coalesce(browser, '*') as browser,
        count(*) as persons,
        max(visits, 2) as two_largest,
        sum(visits)::bigint as visits

    from networks_in_cells

    group by browser

),

cells as (

    select
        browser,
        persons,
        two_largest[1] as largest,
        coalesce(two_largest[2], 0) as second_largest,
        visits

    from measured_cells

)

select * from cells
order by browser asc
