-- What:    Sensitive messages received and left in the mailbox.
-- Reads:   register.messages
-- Needs:   messages

select
    messages.message_id as thing_id,
    messages.moved_on is null as is_found,
    messages.sent_on as since_on

from register.messages as messages

where
    lower(messages.direction) = 'in' and lower(messages.label) = 'sensitive'
