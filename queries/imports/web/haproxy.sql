-- What:    HTTP log of HAProxy, with or without syslog's prefix and captured headers.
-- Grain:   one row per line of an HTTP request
-- Reads:   export.lines, export.years
-- Line:    (\S+ +)*?\S+:\d+ \[\d\d/\w{3}/\d{4}:[\d:.]+[^\]]*\] \S+ \S+ [\d/+-]+ -?\d+ \+?\d+ .*"(.*)"( \S+)*$
-- Aside:   .*(SSL handshake|handshake failure|during SSL|Connection (closed|error|reset)|Timeout during| (Server|Proxy|Backend|Health check|backend) .*( is | started| stopped| has ))

with

found_lines as (

    select
        line,
        regexp_extract(
            text,
            '^(?:[^"/]*?[ :] )?(\S+):\d+ \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d)(?:\.\d+)?'
            || '( [+-]\d{4})?\] \S+ \S+ [\d/+-]+ (-?\d+) \+?\d+ \S+ \S+ \S{4} '
            || '[\d/+]+ [\d/+]+ (?:\{[^"]*?\} )*"([^"]*)"(?: \S+)*\s*$',
            ['address', 'stamp', 'zone', 'status', 'request']
        ) as found

    from export.lines

),

stamped_lines as (

    select
        *,
        try_strptime(found.stamp, '%d/%b/%Y:%H:%M:%S') as said_at,
        try_strptime(found.stamp || found.zone, '%d/%b/%Y:%H:%M:%S %z') as zoned_at

    from found_lines

),

-- Times are on the clock where the server is, unless the log says their zone.
timed_lines as (

    select
        stamped_lines.*,
        case
            when stamped_lines.zoned_at is not null
                then make_timestamp(epoch_us(stamped_lines.zoned_at))
            when
                stamped_lines.said_at >= years.moved_at + years.offset_else
                and stamped_lines.said_at < years.moved_back_at + years.offset_between
                then stamped_lines.said_at - years.offset_between
            else stamped_lines.said_at - years.offset_else
        end as seen_at

    from stamped_lines

    left join export.years as years
        on extract('year' from stamped_lines.said_at) = years.year

    where stamped_lines.said_at is not null

),

fields as (

    select
        line,
        found.address,
        seen_at,
        nullif(
            regexp_replace(
                split_part(found.request, ' ', 2), '^[a-z]+://[^/?]*', ''
            ),
            ''
        ) as target,
        if(found.status = '-1', 0::smallint, try_cast(found.status as smallint))
            as status,
        null::varchar as referrer,
        null::varchar as agent,
        null::boolean as is_dnt

    from timed_lines

)

select * from fields
