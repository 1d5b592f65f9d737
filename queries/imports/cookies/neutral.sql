-- What:    What a scan found stored in the visitor's browser.
-- Grain:   one entry of one scan
-- Roles:   import
-- Reads:   export.rows
-- Table:   cookies
-- Header:  scanned_on, site, storage_type, entry_name, purpose, lifetime_days,
-- Header:  is_necessary, is_set_before_consent, holds_consent
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
-- Order:   scanned_on, site, storage_type, entry_name

with

typed_rows as (

    select
        try_cast(entries.scanned_on as date) as scanned_on,
        nullif(entries.site, '') as site,
        nullif(entries.storage_type, '') as storage_type,
        nullif(entries.entry_name, '') as entry_name,
        nullif(entries.purpose, '') as purpose,
        try_cast(entries.lifetime_days as integer) as lifetime_days,
        try_cast(entries.is_necessary as boolean) as is_necessary,
        try_cast(entries.is_set_before_consent as boolean) as is_set_before_consent,
        try_cast(entries.holds_consent as boolean) as holds_consent,
        list_filter(
            [
                case
                    when
                        entries.scanned_on <> ''
                        and try_cast(entries.scanned_on as date) is null
                        then 'scanned_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by scanned_on asc, site asc, storage_type asc, entry_name asc
