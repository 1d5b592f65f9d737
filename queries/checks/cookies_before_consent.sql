-- What:    Entries in the browser that are not necessary and came before consent (lag
-- What:    2022:482 9 kap. 28 §).
-- Reads:   register.cookies
-- Needs:   cookies

select
    cookies.entry_name as thing_id,
    cookies.is_necessary is not true
    and cookies.is_set_before_consent is not false as is_found,
    cookies.scanned_on as since_on

from register.cookies as cookies
