-- What:    Entries in the browser whose purpose nobody has written down.
-- Reads:   register.cookies
-- Needs:   cookies

select
    cookies.entry_name as thing_id,
    cookies.purpose is null as is_found,
    cookies.scanned_on as since_on

from register.cookies as cookies
