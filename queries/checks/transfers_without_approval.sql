-- What:    Messages handed from a leaver to colleagues without approval, or after
-- What:    deletion.
-- Reads:   register.mailboxes
-- Needs:   mailboxes

select
    mailboxes.mailbox_id as thing_id,
    (
        mailboxes.approver_id is null
        or coalesce(mailboxes.transferred_on > mailboxes.deleted_on, false)
    ) as is_found,
    mailboxes.transferred_on as since_on

from register.mailboxes as mailboxes

where
    mailboxes.transferred_count > 0
