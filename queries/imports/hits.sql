-- What:    Requests of a web log, de-identified: no address, query or name is kept.
-- Grain:   one row per line
-- Roles:   import
-- Reads:   export.fields, export.keys, export.agents, export.hours, export.lines
-- Column:  hit_on           date       -  local day
-- Column:  month            date       -  first day of the local month
-- Column:  hour             tinyint    -  local hour, 0 to 23
-- Column:  visited_at       timestamp  -  local time, to the second
-- Column:  network          varchar    -  keyed hash of the address cut to three octets
-- Column:  visitor          varchar    -  keyed hash of network and user agent
-- Column:  page             varchar    -  path without query, null when it is none
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

located_fields as (

    select
        fields.*,
        hours.local_hour,
        date_trunc('month', hours.local_hour)::date as month,
        hours.local_hour
        + (fields.seen_at - date_trunc('hour', fields.seen_at)) as visited_at,
        replace(lower(fields.address), '::ffff:', '') as plain_address,
        split_part(split_part(fields.target, '?', 1), '#', 1) as path

    from export.fields as fields

    inner join export.hours as hours
        on date_trunc('hour', fields.seen_at) = hours.utc_hour

),

cut_addresses as (

    select
        located_fields.*,
        keys.key,
        agents.browser,
        agents.is_robot,
        case
            when plain_address in ('', '-') then 'none'
            when
                regexp_full_match(
                    plain_address, '\d{1,3}\.\d{1,3}\.\d{1,3}\.(0|x+|\*)(/24)?'
                )
                then 'masked'
            when regexp_full_match(plain_address, '\d{1,3}(\.\d{1,3}){3}(:\d+)?')
                then 'ipv4'
            when contains(plain_address, ':') then 'ipv6'
            else 'host'
        end as address_kind

    from located_fields

    inner join export.keys as keys
        on located_fields.month = keys.month

    inner join export.agents as agents
        on coalesce(located_fields.agent, '') = agents.agent

),

networks as (

    select
        *,
        case
            when address_kind in ('ipv4', 'masked')
                then regexp_extract(plain_address, '^\d+\.\d+\.\d+')
            -- The first three groups of the written-out address are its /48.
            when address_kind = 'ipv6'
                then
                    array_to_string(
                        list_resize(
                            list_transform(
                                string_split(
                                    split_part(plain_address, '::', 1), ':'
                                ),
                                lambda part: ltrim(part, '0')
                            ),
                            3,
                            ''
                        ),
                        ':'
                    )
            else plain_address
        end as cut_address

    from cut_addresses

),

hits as (

    select
        local_hour::date as hit_on,
        month,
        extract('hour' from local_hour)::tinyint as hour,
        visited_at,
        left(sha256(key || 'network' || cut_address), 16) as network,
        left(
            sha256(key || 'visitor' || cut_address || '|' || coalesce(agent, '')), 16
        ) as visitor,
        case
            when starts_with(path, '/') and len(path) < 400 then path
        end as page,
        status,
        nullif(
            regexp_extract(lower(referrer), '^https?://(?:[^/@]*@)?([^/:?#]+)', 1), ''
        ) as referrer_host,
        browser,
        is_robot,
        regexp_matches(
            path,
            '(?i)\.(css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|'
            || 'mp4|webm|json|xml|txt|webmanifest)$'
        ) as is_static,
        regexp_matches(
            path, '(?i)^/(health|healthz|healthcheck|ping|status|livez|readyz)/?$'
        ) as is_health_check,
        coalesce(dnt = '1', false) as is_dnt,
        address_kind,
        ('0x' || left(
            sha256(
                key || 'row' || address || '|' || seen_at::varchar || '|'
                || coalesce(target, '') || '|' || coalesce(agent, '')
            ),
            16
        ))::ubigint as row_key

    from networks

)

select * from hits
