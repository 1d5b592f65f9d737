-- What:    Requests received, by outcome.
-- Grain:   one row per outcome, '*' for all
-- Roles:   release
-- Reads:   register.requests
-- Options: source=requests unit=requests minimum=min_persons group=true period=requests_period
-- Like:    requests_by_right | outcome=right_used | Requests received, by the right used. | the right that was used
-- Page:    released/requests_by_period
-- Margin:  outcome
-- Param:   first_on    date     first day of the period
-- Param:   last_on     date     last day of the period
-- Column:  outcome  varchar  -         how the request ended, - while it is open
-- Column:  persons     bigint   persons   as many as the requests: the person is not kept
-- Column:  requests    bigint   requests  requests received in the period
-- Order:   outcome

with

asked as (

    select
        $first_on::date as first_on,
        $last_on::date as last_on

),

counted_requests as (

    select coalesce(requests.outcome, '-') as outcome

    from register.requests as requests

    cross join asked

    where
        requests.received_on between asked.first_on and asked.last_on
        and requests.kind = 'begäran'

),

cells as (

    select
        coalesce(outcome, '*') as outcome,
        count(*) as persons,
        count(*) as requests

    from counted_requests

    group by grouping sets ((outcome), ())

    having count(*) > 0

)

select * from cells
order by outcome asc
