-- What:    Sensitive messages sent plainly without consent.
-- Reads:   register.messages
-- Needs:   messages

select
    messages.message_id as thing_id,
    (
        messages.is_encrypted is not true
        and messages.consent_id is null
    ) as is_found,
    messages.sent_on as since_on

from register.messages as messages

where
    lower(messages.direction) = 'out' and lower(messages.label) = 'sensitive'
