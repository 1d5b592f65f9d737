-- What:    Requests of a web log, de-identified: no address, query or name is kept.
-- Grain:   one row per line
-- Roles:   import
-- Reads:   export.placed_hits
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

hits as (

    select
        hit_on,
        month,
        hour,
        visited_at,
        network,
        visitor,
        page,
        status,
        referrer_host,
        browser,
        is_robot,
        is_static,
        is_health_check,
        is_dnt,
        address_kind,
        row_key

    from export.placed_hits

)

select * from hits
