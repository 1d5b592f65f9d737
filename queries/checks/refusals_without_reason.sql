-- What:    Requests refused as unfounded or excessive without a recorded reason (GDPR art.
-- What:    12.5; C-526/24).
-- Reads:   register.requests
-- Needs:   requests
-- Optional: requests.outcome

select
    requests.request_id as thing_id,
    not coalesce(requests.has_refusal_reason, false) as is_found,
    requests.closed_on as since_on

from register.requests as requests

where
    requests.outcome in ('avslag: ogrundad', 'avslag: orimlig')
    and requests.closed_on <= $as_of::date
