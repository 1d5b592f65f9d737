-- What:    Requests by letter without the day they arrived.
-- Reads:   register.requests
-- Needs:   requests

select
    requests.request_id as thing_id,
    requests.received_on is null as is_found,
    null::date as since_on

from register.requests as requests

where
    requests.channel = 'brev'
