-- What:    Days on which the public register was searched without consent.
-- Reads:   register.consent_days
-- Needs:   consent_days

select
    strftime(consent_days.day_on, '%Y-%m-%d') as thing_id,
    consent_days.unconsented_count > 0 as is_found,
    consent_days.day_on as since_on

from register.consent_days as consent_days
