-- What:    Mailboxes of persons who have left that still stand.
-- Reads:   register.mailboxes, policy.constants
-- Needs:   mailboxes

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'mailbox_days'

)

select
    mailboxes.mailbox_id as thing_id,
    (
        mailboxes.deleted_on is null
        and coalesce(
            mailboxes.employment_end_on + thresholds.allowed < $as_of::date,
            false
        )
    ) as is_found,
    mailboxes.employment_end_on + thresholds.allowed + 1 as since_on

from register.mailboxes as mailboxes

cross join thresholds
