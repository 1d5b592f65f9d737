-- What:    Where the visitors of a block of log lines came from, as hosts only.
-- Grain:   one row per referring page
-- Roles:   import
-- Reads:   export.timed_fields
-- Column:  referrer       varchar  -  as in the log; never leaves memory
-- Column:  referrer_host  varchar  -  host the visitor came from, null when none
-- Order:   none

with

referring_pages as (

    select distinct referrer

    from export.timed_fields

),

authorities as (

    select
        referrer,
        split_part(
            split_part(split_part(referrer, '/', 3), '?', 1), '#', 1
        ) as authority

    from referring_pages

),

referrers as (

    select
        referrer,
        case
            when not starts_with(referrer, 'http') or authority = '' then null
            -- Before an @ stands who signed in there.
            when contains(authority, '@')
                then lower(split_part(split_part(authority, '@', -1), ':', 1))
            else lower(split_part(authority, ':', 1))
        end as referrer_host

    from authorities

)

select * from referrers
