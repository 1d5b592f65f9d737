-- What:    Requests that a fee was charged for (GDPR art. 12.5 and 15.3; C-307/22).
-- Reads:   register.requests
-- Needs:   requests

select
    requests.request_id as thing_id,
    coalesce(requests.fee, 0) > 0 as is_found,
    requests.received_on as since_on

from register.requests as requests

where
    requests.kind = 'begäran'
