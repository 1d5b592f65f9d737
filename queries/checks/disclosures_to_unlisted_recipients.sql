-- What:    Disclosures to kinds of recipients that the policy does not name.
-- Reads:   register.disclosures, policy.listeds
-- Needs:   disclosures

select
    disclosures.disclosure_id as thing_id,
    (
        disclosures.recipient_type is null
        or lower(disclosures.recipient_type) not in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'recipient_type'
        )
    ) as is_found,
    disclosures.disclosed_on as since_on

from register.disclosures as disclosures
