-- What:    Cookies that the site stores, though the policy says none.
-- Reads:   register.cookies
-- Needs:   cookies

select
    cookies.entry_name as thing_id,
    lower(cookies.storage_type) = 'cookie' as is_found,
    cookies.scanned_on as since_on

from register.cookies as cookies
