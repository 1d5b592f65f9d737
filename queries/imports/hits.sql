-- What:    Requests of a web log, de-identified: no address, query or name is kept.
-- Grain:   one row per line
-- Roles:   import
-- Reads:   export.timed_fields, export.visitors
-- Column:  hit_on           date       -  local day
-- Column:  month            date       -  first day of the local month
-- Column:  hour             tinyint    -  local hour, 0 to 23
-- Column:  visited_at       timestamp  -  local time, to the second
-- Column:  network          varchar    -  keyed hash of the address cut to /24, /48 or domain
-- Column:  visitor          varchar    -  keyed hash of network and user agent
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

known_hits as (

    select
        fields.*,
        split_part(split_part(fields.target, '?', 1), '#', 1) as path,
        split_part(
            split_part(split_part(fields.referrer, '/', 3), '?', 1), '#', 1
        ) as authority,
        visitors.network,
        visitors.visitor,
        visitors.address_kind,
        visitors.browser,
        visitors.is_robot,
        visitors.told_apart_by

    from export.timed_fields as fields

    inner join export.visitors as visitors
        on
            fields.month = visitors.month
            and fields.address = visitors.address
            and fields.agent = visitors.agent

),

hits as (

    select
        visited_at::date as hit_on,
        month,
        extract('hour' from visited_at)::tinyint as hour,
        visited_at,
        network,
        visitor,
        case
            when not starts_with(path, '/') or len(path) >= 400 then null
            -- A part of a path that may name a person: e-mail, personnummer, telephone.
            when regexp_matches(path, '@|%40|\d{6}[-+]?\d{4}|\d{8}|0\d{1,3}-\d{5}')
                then
                    regexp_replace(
                        path,
                        '[^/]*(?:@|%40|\d{6}[-+]?\d{4}|\d{8}|0\d{1,3}-\d{5})[^/]*',
                        '*',
                        'g'
                    )
            else path
        end as page,
        status,
        case
            when not starts_with(referrer, 'http') or authority = '' then null
            -- Before an @ stands who signed in there.
            when contains(authority, '@')
                then lower(split_part(split_part(authority, '@', -1), ':', 1))
            else lower(split_part(authority, ':', 1))
        end as referrer_host,
        browser,
        is_robot,
        coalesce(
            regexp_matches(
                path,
                '(?i)\.(css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|'
                || 'mp4|webm|json|xml|txt|webmanifest)$'
            ),
            false
        ) as is_static,
        coalesce(
            regexp_matches(
                path, '(?i)^/(health|healthz|healthcheck|ping|status|livez|readyz)/?$'
            ),
            false
        ) as is_health_check,
        coalesce(is_dnt, false) as is_dnt,
        address_kind,
        xor(told_apart_by, hash(seen_at, target, status, referrer)) as row_key

    from known_hits

)

select * from hits
