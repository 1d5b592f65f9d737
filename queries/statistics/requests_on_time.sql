-- What:    Requests received, by whether they were answered within the time of the law.
-- Grain:   one row per timeliness, '*' for all
-- Roles:   release
-- Reads:   register.requests, register.deadlines
-- Options: source=requests unit=requests minimum=min_persons fold=true words=1 period=requests_period corrected=same
-- Page:    released/requests_by_period
-- Margin:  timeliness
-- Param:   first_on    date     first day of the period
-- Param:   last_on     date     last day of the period
-- Column:  timeliness  varchar  -         i tid; för sent, answered late or overdue; - while the time runs, or where it is not known; övriga are rare ones put together
-- Column:  persons     bigint   persons   as many as the requests, or as few as the outcomes leave of them
-- Column:  requests    bigint   requests  requests received in the period
-- Order:   timeliness

with

judged_requests as (

    select
        case deadlines.status
            when 'Besvarad i tid' then 'i tid'
            when 'Besvarad för sent' then 'för sent'
            when 'Försenad' then 'för sent'
            else '-'
        end as timeliness,
        requests.outcome is null as is_open

    from register.requests as requests

    left join
        register.deadlines(
            (select max(newest.exported_on) from register.requests as newest)
        ) as deadlines
        on
            requests.system = deadlines.system
            and requests.request_id = deadlines.request_id

    where
        requests.received_on between $first_on::date and $last_on::date
        and requests.kind = 'begäran'

),

counts as (

    select
        timeliness,
        count(*) as requests,
        count(*) filter (where is_open) as opened,
        count(*) filter (where not is_open) as ended

    from judged_requests

    group by timeliness

),

-- That all were in time is the doing of the company, not a fact of each person (R3).
-- How many are open is released by outcome: what that leaves of each must be enough too.
cells as (

    select
        timeliness,
        least(
            requests,
            coalesce(nullif(opened, 0), requests),
            coalesce(nullif(ended, 0), requests),
            if(
                timeliness = 'i tid',
                coalesce(nullif((sum(ended) over ())::bigint - ended, 0), requests),
                requests
            )
        ) as persons,
        requests

    from counts

    union all

    select
        '*' as timeliness,
        sum(requests)::bigint as persons,
        sum(requests)::bigint as requests

    from counts

    having count(*) > 0

)

select * from cells
order by timeliness asc
