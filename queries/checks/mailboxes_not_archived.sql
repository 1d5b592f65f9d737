-- What:    Mailboxes holding old messages outside the case files.
-- Reads:   register.mailboxes
-- Needs:   mailboxes

select
    mailboxes.mailbox_id as thing_id,
    mailboxes.unarchived_count > 0 as is_found,
    mailboxes.oldest_on as since_on

from register.mailboxes as mailboxes

where
    mailboxes.deleted_on is null
