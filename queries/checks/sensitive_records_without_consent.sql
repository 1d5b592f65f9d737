-- What:    Sensitive records without a consent that is valid and came first (GDPR art.
-- What:    9.2 a).
-- Reads:   register.consents
-- Needs:   consents

select
    consents.record_id as thing_id,
    (
        consents.consent_given_on is null
        or coalesce(consents.consent_given_on > consents.collected_on, true)
        or coalesce(consents.consent_withdrawn_on <= $as_of::date, false)
    ) as is_found,
    coalesce(consents.consent_withdrawn_on, consents.collected_on) as since_on

from register.consents as consents
