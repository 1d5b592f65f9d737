-- What:    Requests of a web log, de-identified, with the place of their file.
-- Grain:   one row per line
-- Roles:   import
-- Reads:   export.timed_fields, export.pages, export.referrers, export.networks, export.browsers
-- Column:  place            bigint     -  place of the file among those read together, 0 alone
-- Column:  hit_on           date       -  local day
-- Column:  month            date       -  first day of the local month
-- Column:  hour             tinyint    -  local hour, 0 to 23
-- Column:  visited_at       timestamp  -  local time, to the second
-- Column:  network          ubigint    -  keyed hash of the address cut to /24, /48 or domain
-- Column:  visitor          ubigint    -  keyed hash of network and user agent
-- Column:  page             varchar    -  path without query, '*' for a part with an identifier; null when none
-- Column:  status           smallint   -  HTTP status
-- Column:  referrer_host    varchar    -  host the visitor came from, null when none
-- Column:  browser          varchar    -  family of the browser
-- Column:  is_robot         boolean    -  the user agent is a known crawler
-- Column:  is_static        boolean    -  a picture, script or the like
-- Column:  is_health_check  boolean    -  asked by monitoring
-- Column:  is_dnt           boolean    -  the visitor asked not to be tracked
-- Column:  address_kind     varchar    -  ipv4, ipv6, masked, host or none
-- Column:  row_key          ubigint    -  keyed hash of the fields that tell lines apart
-- Order:   none

with

-- Each join finds what was worked out once for many lines. What tells visitors and lines
-- apart is mixed from parts of keyed hashes that are kept nowhere: without the month's
-- key it says nothing of an address, an agent or a query.
placed_hits as (

    select
        fields.line >> 32 as place,
        fields.visited_at::date as hit_on,
        fields.month,
        extract('hour' from fields.visited_at)::tinyint as hour,
        fields.visited_at,
        networks.network,
        hash(networks.visitor_secret, browsers.visitor_secret) as visitor,
        pages.page,
        nullif(fields.status, 0) as status,
        referrers.referrer_host,
        browsers.browser,
        browsers.is_robot,
        pages.is_static,
        pages.is_health_check,
        coalesce(fields.is_dnt, false) as is_dnt,
        networks.address_kind,
        hash(
            networks.row_secret,
            browsers.row_secret,
            fields.seen_at,
            fields.target,
            nullif(fields.status, 0),
            fields.referrer
        ) as row_key

    from export.timed_fields as fields

    inner join export.pages as pages
        on fields.target = pages.target

    inner join export.referrers as referrers
        on fields.referrer = referrers.referrer

    inner join export.networks as networks
        on fields.month = networks.month and fields.address = networks.address

    inner join export.browsers as browsers
        on fields.month = browsers.month and fields.agent = browsers.agent

)

select * from placed_hits
