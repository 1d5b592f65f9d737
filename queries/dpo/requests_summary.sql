-- What:    How many requests stand in each status; the same rows as dpo/requests.
-- Grain:   one row per kind and status
-- Roles:   dpo
-- Reads:   register.deadlines
-- Param:   as_of           date     the day that counts as today
-- Column:  kind            varchar  -         begäran, klagomål or fråga; sammanslagen, dubblett or skräppost is no request of its own
-- Column:  status          varchar  -         Försenad, Förfaller i dag, Pågår, Besvarad i tid ...
-- Column:  requests        bigint   requests  how many
-- Column:  broken          bigint   requests  of them, with the promise broken
-- Column:  least_days_left bigint   days      to the first last day; below 0 when overdue
-- Column:  oldest_days     bigint   days      age of the oldest, while it is open
-- Order:   kind, then least_days_left, then status

with

summed_requests as (

    select
        kind,
        status,
        count(*) as requests,
        count(*) filter (where promise_status = 'Löftet brutet') as broken,
        min(days_left) as least_days_left,
        max(age_days) filter (where closed_on is null) as oldest_days

    from register.deadlines($as_of)

    group by kind, status

)

select * from summed_requests
order by kind asc, least_days_left asc nulls last, status asc
