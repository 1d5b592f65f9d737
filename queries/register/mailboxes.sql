-- What:    Mailboxes, counted and never read.
-- Grain:   one row per mailbox
-- Roles:   dpo
-- Reads:   imported.mailboxes
-- Column:  mailbox_id         varchar    -      the mailbox
-- Column:  mailbox_group      varchar    -      the group it belongs to
-- Column:  item_count         bigint     count  messages in it
-- Column:  oldest_on          date       -      its oldest message
-- Column:  unarchived_count   bigint     count  messages older than the e-mail routine allows outside a case file
-- Column:  employment_end_on  date       -      its holder's last day
-- Column:  deleted_on         date       -      when it was deleted
-- Column:  transferred_count  bigint     count  messages handed to colleagues
-- Column:  transferred_on     date       -      when they were handed over
-- Column:  approver_id        varchar    -      who approved it, by id
-- Column:  bad_fields         varchar[]  -      dates that were filled with something else
-- Column:  exported_on        date       -      the export it stands in
-- Order:   mailbox_id

select
    mailboxes.mailbox_id,
    mailboxes.mailbox_group,
    mailboxes.item_count,
    mailboxes.oldest_on,
    mailboxes.unarchived_count,
    mailboxes.employment_end_on,
    mailboxes.deleted_on,
    mailboxes.transferred_count,
    mailboxes.transferred_on,
    mailboxes.approver_id,
    mailboxes.bad_fields,
    mailboxes.exported_on

from imported.mailboxes as mailboxes

order by mailbox_id asc
