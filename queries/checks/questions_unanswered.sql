-- What:    Questions about personal data left too long.
-- Reads:   register.requests, policy.constants
-- Needs:   requests

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'question_days'

)

select
    requests.request_id as thing_id,
    coalesce(
        requests.received_on + thresholds.allowed
        < coalesce(requests.closed_on, $as_of::date),
        true
    ) as is_found,
    requests.received_on + thresholds.allowed + 1
        as since_on

from register.requests as requests

cross join thresholds

where requests.kind = 'fråga'
