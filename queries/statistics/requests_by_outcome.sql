-- What:    Requests received, by outcome, outcomes put together as the policy says.
-- Grain:   one row per outcome, '*' for all
-- Roles:   release
-- Reads:   register.requests, policy.words
-- Options: source=requests unit=requests minimum=min_persons group=true fold=true words=1 period=requests_period
-- Like:    requests_by_right | outcome=right_used | Requests received, by the right used, rights put together as the policy says. | the rights that were used
-- Page:    released/requests_by_period
-- Margin:  outcome
-- Param:   first_on    date     first day of the period
-- Param:   last_on     date     last day of the period
-- Column:  outcome  varchar  -         how the request ended, - while it is open; övriga are rare ones put together
-- Column:  persons     bigint   persons   as many as the requests: the person is not kept
-- Column:  requests    bigint   requests  requests received in the period
-- Order:   outcome

with

groups_in_force as (

    select
        word,
        meaning

    from policy.words_on($last_on)

    where field = 'statistic'

),

counted_requests as (

    select coalesce(groups.meaning, requests.outcome, '-') as outcome

    from register.requests as requests

    left join groups_in_force as groups
        on requests.outcome = groups.word

    where
        requests.received_on between $first_on::date and $last_on::date
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
