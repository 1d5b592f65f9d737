-- What:    Access log of Nginx Proxy Manager: time first, then status, request and client in words.
-- Grain:   one row per line of the format
-- Roles:   import
-- Reads:   export.lines
-- Table:   hits
-- Line:    \[[^\]]+\] (\S+ \S+ )?(\d{3}|-) - \S+ \S+ \S+ ".*" \[Client \S+\] .*$
-- Column:  line      bigint     -      number of the line in the file
-- Column:  address   varchar    -      address or host name of the client
-- Column:  seen_at   timestamp  -      instant of the request, UTC
-- Column:  target    varchar    -      what was asked for, query included
-- Column:  status    smallint   -      HTTP status; 0 without an answer, null when it cannot be read, below 0 when no visitor asked
-- Column:  referrer  varchar    -      page that the visitor came from
-- Column:  agent     varchar    -      user agent, null where the log keeps none
-- Column:  is_dnt    boolean    -      Do Not Track or Global Privacy Control, null where the log does not say
-- Order:   none

with

-- What was kept and what the server behind said may stand before the status.
found_lines as (

    select
        line,
        regexp_extract(
            text,
            '^\[([^\]]+)\] (?:\S+ \S+ )?(\d{3}|-) - \S+ \S+ \S+ "(.*)" '
            || '\[Client (\S+)\] (?:\[\S+ \S+\] ?)*'
            || '(?:"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?\s*$',
            ['stamp', 'status', 'target', 'address', 'agent', 'referrer']
        ) as found

    from export.lines

),

fields as (

    select
        line,
        found.address,
        make_timestamp(
            epoch_us(try_strptime(found.stamp, '%d/%b/%Y:%H:%M:%S %z'))
        ) as seen_at,
        nullif(found.target, '') as target,
        if(found.status = '-', 0::smallint, try_cast(found.status as smallint))
            as status,
        found.referrer,
        found.agent,
        null::boolean as is_dnt

    from found_lines

    where found.address <> ''

)

select * from fields
