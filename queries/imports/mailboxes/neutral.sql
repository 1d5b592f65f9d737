-- What:    Mailboxes, counted and never read.
-- Grain:   one mailbox
-- Roles:   import
-- Reads:   export.rows
-- Table:   mailboxes
-- Header:  mailbox_id, mailbox_group, item_count, oldest_on, unarchived_count,
-- Header:  employment_end_on, deleted_on, transferred_count, transferred_on,
-- Header:  approver_id
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
-- Order:   mailbox_id

with

typed_rows as (

    select
        case
            when regexp_matches(entries.mailbox_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.mailbox_id, '')
        end as mailbox_id,
        nullif(entries.mailbox_group, '') as mailbox_group,
        try_cast(entries.item_count as bigint) as item_count,
        try_cast(entries.oldest_on as date) as oldest_on,
        try_cast(entries.unarchived_count as bigint) as unarchived_count,
        try_cast(entries.employment_end_on as date) as employment_end_on,
        try_cast(entries.deleted_on as date) as deleted_on,
        try_cast(entries.transferred_count as bigint) as transferred_count,
        try_cast(entries.transferred_on as date) as transferred_on,
        case
            when regexp_matches(entries.approver_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.approver_id, '')
        end as approver_id,
        list_filter(
            [
                case
                    when
                        entries.oldest_on <> ''
                        and try_cast(entries.oldest_on as date) is null
                        then 'oldest_on'
                end,
                case
                    when
                        entries.employment_end_on <> ''
                        and try_cast(entries.employment_end_on as date) is null
                        then 'employment_end_on'
                end,
                case
                    when
                        entries.deleted_on <> ''
                        and try_cast(entries.deleted_on as date) is null
                        then 'deleted_on'
                end,
                case
                    when
                        entries.transferred_on <> ''
                        and try_cast(entries.transferred_on as date) is null
                        then 'transferred_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by mailbox_id asc
