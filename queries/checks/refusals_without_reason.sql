-- What:    Requests refused as unfounded or excessive without a recorded reason (GDPR art.
-- What:    12.5; C-526/24).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.requests, register.delivered_sources
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there are
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Column:  has_data     boolean    -      the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

looked_at as (

    select
        requests.request_id as thing_id,
        not coalesce(requests.has_refusal_reason, false) as is_found,
        requests.closed_on as since_on

    from register.requests as requests

    cross join asked

    where
        requests.outcome in ('avslag: ogrundad', 'avslag: orimlig')
        and requests.closed_on <= asked.as_of

),

counted as (

    select
        0::bigint as expected,
        count(*) filter (where looked_at.is_found) as found,
        count(*) as population,
        min(looked_at.since_on) filter (
            where looked_at.is_found and looked_at.since_on <= asked.as_of
        ) as since_on,
        coalesce(
            list_slice(
                list(distinct looked_at.thing_id order by looked_at.thing_id) filter (
                    where looked_at.is_found
                ),
                1, 20
            ),
            []
        ) as example_ids,
        count(*) > 0 or exists (
            select 1
            from register.delivered_sources as delivered
            where delivered.source = 'requests'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
