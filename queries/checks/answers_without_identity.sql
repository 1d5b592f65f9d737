-- What:    Answers to persons whose identity was asked for and never established.
-- Reads:   register.requests
-- Needs:   requests

select
    requests.request_id as thing_id,
    (
        requests.identity_verified_on is null
        or requests.identity_verified_on > requests.closed_on
    ) as is_found,
    requests.closed_on as since_on

from register.requests as requests

where
    requests.kind = 'begäran'
    and requests.identity_requested_on is not null
    and requests.closed_on <= $as_of::date
    and not requests.is_refusal
    and not requests.is_withdrawn
