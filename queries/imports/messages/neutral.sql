-- What:    What the mail gateway says of messages, without their content.
-- Grain:   one message
-- Roles:   import
-- Reads:   export.rows
-- Table:   messages
-- Header:  message_id, sent_on, direction, mailbox_group, label, is_encrypted,
-- Header:  consent_id, moved_on, is_request, request_id
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
-- Order:   message_id

with

typed_rows as (

    select
        nullif(entries.message_id, '') as message_id,
        try_cast(entries.sent_on as date) as sent_on,
        nullif(entries.direction, '') as direction,
        nullif(entries.mailbox_group, '') as mailbox_group,
        nullif(entries.label, '') as label,
        try_cast(entries.is_encrypted as boolean) as is_encrypted,
        nullif(entries.consent_id, '') as consent_id,
        try_cast(entries.moved_on as date) as moved_on,
        try_cast(entries.is_request as boolean) as is_request,
        nullif(entries.request_id, '') as request_id,
        list_filter(
            [
                case
                    when
                        entries.sent_on <> ''
                        and try_cast(entries.sent_on as date) is null
                        then 'sent_on'
                end,
                case
                    when
                        entries.moved_on <> ''
                        and try_cast(entries.moved_on as date) is null
                        then 'moved_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by message_id asc
