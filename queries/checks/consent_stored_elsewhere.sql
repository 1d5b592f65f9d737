-- What:    Consents kept anywhere but in the browser's localStorage.
-- Reads:   register.cookies, register.consent_days
-- Needs:   cookies

select
    cookies.entry_name as thing_id,
    lower(cookies.storage_type) <> 'localstorage' as is_found,
    cookies.scanned_on as since_on

from register.cookies as cookies

where cookies.holds_consent is not false

union all

select
    strftime(consent_days.day_on, '%Y-%m-%d') as thing_id,
    consent_days.server_side_count > 0 as is_found,
    consent_days.day_on as since_on

from register.consent_days as consent_days
