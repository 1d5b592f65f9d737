-- What:    Requests in the neutral form: CSV, one request a line, a head row or none.
-- Grain:   one row per line of six cells, or seven, with a day and a time
-- Reads:   export.lines, export.years
-- Line:    "?\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^,]*,[^,]*,("([^"]|"")*"|[^,"]*),"?(\d{3})?"?,("([^"]|"")*"|[^,"]*),("([^"]|"")*"|[^,"]*)(,[^,]*)?\s*$

with

found_lines as (

    select
        line,
        regexp_extract(
            text,
            '^"?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^,"]*)"?,"?([^,"]*)"?,'
            || '("(?:[^"]|"")*"|[^,"]*),"?(\d{3})?"?,'
            || '("(?:[^"]|"")*"|[^,"]*),("(?:[^"]|"")*"|[^,"]*)(?:,"?([^,"]*)"?)?\s*$',
            ['stamp', 'address', 'target', 'status', 'referrer', 'agent', 'dnt']
        ) as found

    from export.lines

),

told_lines as (

    select
        line,
        found,
        regexp_matches(found.stamp, '(Z|[+-]\d\d(:?\d\d)?)$') as has_zone,
        regexp_replace(found.stamp, '[T ]24:', '?') as stamp,
        if(
            has_zone,
            make_timestamp(epoch_us(try_cast(stamp as timestamptz))),
            try_cast(stamp as timestamp)
        ) as said_at

    from found_lines

    where found.stamp <> ''

),

-- A time without zone is on the clock where the office is.
timed_lines as (

    select
        told_lines.*,
        case
            when told_lines.has_zone then told_lines.said_at
            when
                told_lines.said_at >= years.moved_at + years.offset_else
                and told_lines.said_at < years.moved_back_at + years.offset_between
                then told_lines.said_at - years.offset_between
            else told_lines.said_at - years.offset_else
        end as seen_at

    from told_lines

    left join export.years as years
        on extract('year' from told_lines.said_at) = years.year

),

-- A cell in quotes may hold commas, and a quote written twice.
plain_lines as (

    select
        *,
        list_transform(
            [found.target, found.referrer, found.agent],
            lambda cell: nullif(
                replace(regexp_replace(cell, '^"(.*)"$', '\1'), '""', '"'), ''
            )
        ) as plain

    from timed_lines

),

fields as (

    select
        line,
        nullif(trim(found.address), '') as address,
        seen_at,
        nullif(regexp_replace(plain[1], '^\w+://[^/?]*', ''), '') as target,
        try_cast(translate(found.status, 'BbEeXx_', '???????') as smallint) as status,
        plain[2] as referrer,
        plain[3] as agent,
        if(
            coalesce(trim(found.dnt), '') = '',
            null,
            lower(trim(found.dnt)) in ('1', 'true', 'yes', 'ja')
        ) as is_dnt

    from plain_lines

)

select * from fields
