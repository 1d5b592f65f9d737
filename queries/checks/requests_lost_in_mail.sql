-- What:    Requests for a right that came by e-mail and were never registered.
-- Reads:   register.messages
-- Needs:   messages

select
    messages.message_id as thing_id,
    messages.request_id is null as is_found,
    messages.sent_on as since_on

from register.messages as messages

where
    messages.is_request
