-- What:    Requests received, by the right used.
-- Grain:   one row per right_used, '*' for all
-- Roles:   release
-- Reads:   register.requests
-- Options: source=requests unit=requests minimum=min_persons group=true period=requests_period
-- Margin:  right_used
-- Param:   first_on    date     first day of the period
-- Param:   last_on     date     last day of the period
-- Column:  right_used  varchar  -         the right that was used
-- Column:  persons     bigint   persons   as many as the requests: the person is not kept
-- Column:  requests    bigint   requests  requests received in the period
-- Order:   right_used

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

counted_requests as (

    select coalesce(requests.right_used, '-') as right_used

    from register.requests as requests

    cross join asked

    where
        requests.received_on between asked.first_on and asked.last_on
        and requests.kind = 'begäran'

),

cells as (

    select
        coalesce(right_used, '*') as right_used,
        count(*) as persons,
        count(*) as requests

    from counted_requests

    group by grouping sets ((right_used), ())

    having count(*) > 0

)

select * from cells
order by right_used asc
