-- What:    How many visits there were, and how long they lasted.
-- Grain:   one row
-- Roles:   release
-- Reads:   imported.visits
-- Options: source=web unit=visits minimum=min_networks
-- Page:    released/web
-- Margin:
-- Column:  persons         bigint   persons  distinct networks, addresses cut to three octets
-- Column:  visits          bigint   visits   views of one visitor with no pause over 30 minutes
-- Column:  median_seconds  double   seconds  from first to last view, half of the visits at most
-- Column:  p90_seconds     double   seconds  from first to last view, nine of ten visits at most
-- Column:  median_seconds_persons  bigint  persons  distinct networks whose visits have a length
-- Column:  p90_seconds_persons     bigint  persons  distinct networks whose visits have a length
-- Order:   one row

with

cells as (

    select
        count(distinct network) as persons,
        count(*) as visits,
        median(length_seconds) as median_seconds,
        quantile_cont(length_seconds, 0.9) as p90_seconds,
        count(distinct network) filter (where length_seconds is not null)
            as median_seconds_persons,
        count(distinct network) filter (where length_seconds is not null)
            as p90_seconds_persons

    from imported.visits

    having count(*) > 0

)

select * from cells
order by visits asc
