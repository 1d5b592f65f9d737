-- What:    Requests, when every one of them came by letter (GDPR art. 12.2).
-- Reads:   register.requests, policy.constants
-- Needs:   requests

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'min_persons'

),

known_requests as (

    select
        requests.request_id,
        requests.received_on,
        count(*) over () as request_count,
        bool_and(requests.channel = 'brev') over () as is_always

    from register.requests as requests

    where requests.kind = 'begäran' and requests.received_on <= $as_of::date

)

select
    known_requests.request_id as thing_id,
    (
        coalesce(known_requests.is_always, false)
        and known_requests.request_count >= thresholds.allowed
    ) as is_found,
    known_requests.received_on as since_on

from known_requests

cross join thresholds
