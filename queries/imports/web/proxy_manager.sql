-- What:    Access log of Nginx Proxy Manager: time first, then status, request and client in words.
-- Grain:   one row per line of the format
-- Line:    \[[^\]]+\] (\S+ \S+ )?(\d{3}|-) - \S+ \S+ \S+ ".*" \[Client \S+\] .*$

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
