-- What:    Who a block of log lines comes from, de-identified: each is worked out once.
-- Grain:   one row per month, address and user agent
-- Roles:   import
-- Reads:   export.seen, export.keys, export.agents
-- Column:  month         date     -  first day of the local month
-- Column:  address       varchar  -  as in the log; never leaves memory
-- Column:  agent         varchar  -  as in the log; never leaves memory
-- Column:  network       varchar  -  keyed hash of the address cut to /24, /48 or domain
-- Column:  visitor       varchar  -  keyed hash of network and user agent
-- Column:  address_kind  varchar  -  ipv4, ipv6, masked, host or none
-- Column:  browser       varchar  -  family of the browser
-- Column:  is_robot      boolean  -  the user agent is a known crawler
-- Column:  told_apart_by ubigint  -  another part of the visitor's hash, kept nowhere
-- Order:   none

with

plain_addresses as (

    -- Without port, brackets, zone, the shell of an IPv4 address, and later hops.
    select
        seen.*,
        regexp_replace(
            split_part(lower(coalesce(address, '')), ',', 1),
            '^::ffff:(\d+\.\d)|^\[([^\]%]*).*$|^([\d.x*]+):\d+$|^([\da-f:]+)%.*$',
            '\1\2\3\4'
        ) as plain_address

    from export.seen as seen

),

kinds as (

    select
        *,
        case
            when plain_address in ('', '-') then 'none'
            when
                regexp_full_match(
                    plain_address, '\d{1,3}(\.\d{1,3}){0,2}(\.(0|x+|\*))+(/\d+)?'
                )
                or regexp_full_match(plain_address, '[\da-f:]+::(/\d+)?')
                then 'masked'
            when regexp_full_match(plain_address, '\d{1,3}(\.\d{1,3}){3}') then 'ipv4'
            when contains(plain_address, ':') then 'ipv6'
            else 'host'
        end as address_kind,
        list_transform(
            string_split(split_part(plain_address, '::', 1), ':'),
            lambda part: ltrim(part, '0')
        ) as groups

    from plain_addresses

),

cut_addresses as (

    select
        *,
        case
            when regexp_matches(plain_address, '^\d{1,3}\.\d')
                then regexp_extract(plain_address, '^\d+(\.\d+){0,2}')
            -- The first three groups of the written-out address are its /48.
            when contains(plain_address, ':')
                then array_to_string(list_resize(groups, 3, ''), ':')
            -- The first label of a host name is the machine.
            else regexp_replace(plain_address, '^[^.]+\.(.+\..+)$', '\1')
        end as cut_address

    from kinds

),

hashed_visitors as (

    select
        cut_addresses.*,
        agents.browser,
        agents.is_robot,
        sha256(keys.key || 'network' || cut_addresses.cut_address) as network_hash,
        sha256(
            keys.key || 'visitor' || cut_addresses.cut_address || '|'
            || cut_addresses.agent
        ) as visitor_hash

    from cut_addresses

    inner join export.keys as keys
        on cut_addresses.month = keys.month

    inner join export.agents as agents
        on cut_addresses.agent = agents.agent

),

visitors as (

    select
        month,
        address,
        agent,
        left(network_hash, 16) as network,
        left(visitor_hash, 16) as visitor,
        address_kind,
        browser,
        is_robot,
        ('0x' || substr(visitor_hash, 17, 16))::ubigint as told_apart_by

    from hashed_visitors

)

select * from visitors
