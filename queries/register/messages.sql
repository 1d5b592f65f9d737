-- What:    What the mail gateway says of messages, without their content.
-- Grain:   one row per message
-- Roles:   dpo
-- Reads:   imported.messages
-- Column:  message_id     varchar    -  the message
-- Column:  sent_on        date       -  when
-- Column:  direction      varchar    -  in or out
-- Column:  mailbox_group  varchar    -  the group of mailboxes
-- Column:  label          varchar    -  what the gateway marked it as, sensitive or blank
-- Column:  is_encrypted   boolean    -  sent encrypted
-- Column:  consent_id     varchar    -  the consent to send it plainly
-- Column:  moved_on       date       -  moved to the case file
-- Column:  is_request     boolean    -  it asks for a right
-- Column:  request_id     varchar    -  the request that was registered for it
-- Column:  bad_fields     varchar[]  -  dates that were filled with something else
-- Column:  exported_on    date       -  the export it stands in
-- Order:   message_id

select
    messages.message_id,
    messages.sent_on,
    messages.direction,
    messages.mailbox_group,
    messages.label,
    messages.is_encrypted,
    messages.consent_id,
    messages.moved_on,
    messages.is_request,
    messages.request_id,
    messages.bad_fields,
    messages.exported_on

from imported.messages as messages

order by message_id asc
