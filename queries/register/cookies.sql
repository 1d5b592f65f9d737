-- What:    What a scan found stored in the visitor's browser.
-- Grain:   one row per entry of one scan
-- Roles:   dpo
-- Reads:   imported.cookies
-- Column:  scanned_on             date       -     when
-- Column:  site                   varchar    -     the web site
-- Column:  storage_type           varchar    -     cookie, localStorage, sessionStorage
-- Column:  entry_name             varchar    -     the name of the entry
-- Column:  purpose                varchar    -     what it is for
-- Column:  lifetime_days          integer    days  how long it lives
-- Column:  is_necessary           boolean    -     the site cannot work without it
-- Column:  is_set_before_consent  boolean    -     it was there before any consent
-- Column:  holds_consent          boolean    -     it stores the visitor's consent
-- Column:  bad_fields             varchar[]  -     dates that were filled with something else
-- Column:  exported_on            date       -     the export it stands in
-- Order:   scanned_on, site, storage_type, entry_name

select
    cookies.scanned_on,
    cookies.site,
    cookies.storage_type,
    cookies.entry_name,
    cookies.purpose,
    cookies.lifetime_days,
    cookies.is_necessary,
    cookies.is_set_before_consent,
    cookies.holds_consent,
    cookies.bad_fields,
    cookies.exported_on

from imported.cookies as cookies

order by scanned_on asc, site asc, storage_type asc, entry_name asc
