-- What:    Requests, when identity was demanded in every one of them (GDPR art. 12.6).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.requests, policy.constants, register.delivered_sources
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

constants_in_force as (

    select * from policy.constants_on($as_of)

),

thresholds as (

    select
        any_value(constants.value)::integer
            as allowed

    from constants_in_force as constants

    where constants.name = 'min_persons'

),

known_requests as (

    select
        requests.request_id,
        requests.identity_requested_on,
        count(*) over () as request_count,
        bool_and(requests.identity_requested_on is not null) over () as is_always

    from register.requests as requests

    cross join asked

    where requests.kind = 'begäran' and requests.received_on <= asked.as_of

),

looked_at as (

    select
        known_requests.request_id as thing_id,
        (
            known_requests.is_always
            and known_requests.request_count >= thresholds.allowed
        ) as is_found,
        known_requests.identity_requested_on as since_on

    from known_requests

    cross join thresholds

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
