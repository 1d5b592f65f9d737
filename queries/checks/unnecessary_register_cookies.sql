-- What:    Entries that the public register stores and could do without.
-- Reads:   register.cookies, policy.listeds
-- Needs:   cookies

select
    cookies.entry_name as thing_id,
    cookies.is_necessary is not true as is_found,
    cookies.scanned_on as since_on

from register.cookies as cookies

where
    lower(cookies.site) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'register_site'
    )
