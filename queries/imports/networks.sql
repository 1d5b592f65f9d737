-- What:    Networks that log lines come from, de-identified: each address is worked out once.
-- Grain:   one row per month and address
-- Roles:   import
-- Reads:   export.new_addresses, export.keys
-- Column:  month           date     -  first day of the local month
-- Column:  address         varchar  -  as in the log; never leaves memory
-- Column:  address_kind    varchar  -  ipv4, ipv6, masked, host or none
-- Column:  network         ubigint  -  keyed hash of the address cut to /24, /48 or domain
-- Column:  visitor_secret  ubigint  -  another part of that hash, for its visitors' hashes
-- Column:  row_secret      ubigint  -  a third part, for what tells its lines apart
-- Order:   none

with

plain_addresses as (

    -- Without port, file before it, brackets, zone and the shell of an IPv4. Of a list that
    -- proxies wrote (X-Forwarded-For) the left-most address is the client's.
    select
        new_addresses.*,
        case
            when regexp_full_match(address, '[\d.]*') then address
            else
                regexp_replace(
                    coalesce(
                        list_filter(
                            string_split_regex(lower(address), '[,+\s]+'),
                            lambda part: regexp_matches(part, '^\[?[\da-f]*[.:]')
                        )[1],
                        lower(address)
                    ),
                    '^::ffff:(\d+\.\d)|^\[([^\]%]*).*$|^([\d.x*]+):\d+$'
                    || '|^([\da-f:]+)%.*$|^[^:]*[g-z][^:]*:([\d.x*]+)$',
                    '\1\2\3\4\5'
                )
        end as plain_address

    from export.new_addresses as new_addresses

),

kinds as (

    select
        *,
        case
            when plain_address in ('', '-') then 'none'
            when
                regexp_full_match(
                    plain_address,
                    '\d{1,3}(\.\d{1,3}){0,2}(\.(0|x+|\*))+(/\d+)?|[\da-f:]+::(/\d+)?'
                )
                then 'masked'
            when regexp_full_match(plain_address, '\d{1,3}(\.\d{1,3}){3}') then 'ipv4'
            when
                regexp_full_match(
                    plain_address,
                    '([\da-f]{1,4}:){7}[\da-f]{1,4}|[\da-f:]*::[\da-f:.]*'
                )
                then 'ipv6'
            else 'host'
        end as address_kind

    from plain_addresses

),

cut_addresses as (

    select
        month,
        address,
        address_kind,
        case
            when regexp_matches(plain_address, '^\d{1,3}\.\d')
                then regexp_extract(plain_address, '^\d+(\.\d+){0,2}')
            -- The first three groups of the written-out address are its /48.
            when contains(plain_address, ':')
                then
                    array_to_string(
                        list_resize(
                            list_transform(
                                string_split(split_part(plain_address, '::', 1), ':'),
                                lambda part: ltrim(part, '0')
                            ),
                            3,
                            ''
                        ),
                        ':'
                    )
            -- The first label of a host name is the machine.
            else regexp_replace(plain_address, '^[^.]+\.(.+\..+)$', '\1')
        end as cut_address

    from kinds

),

hashed_networks as (

    select
        cut_addresses.*,
        sha256(keys.key || 'network' || cut_addresses.cut_address) as network_hash

    from cut_addresses

    inner join export.keys as keys
        on cut_addresses.month = keys.month

),

networks as (

    select
        month,
        address,
        address_kind,
        ('0x' || substr(network_hash, 1, 16))::ubigint as network,
        ('0x' || substr(network_hash, 17, 16))::ubigint as visitor_secret,
        ('0x' || substr(network_hash, 33, 16))::ubigint as row_secret

    from hashed_networks

)

select * from networks
