-- What:    Server access log of Amazon S3 and stores that write alike.
-- Grain:   one row per line of a request
-- Line:    \S+ \S+ \[[^\]]+\] \S+ \S+ \S+ \S+ \S+ ("[^"]*"|-) (\d{3}|-) \S+ \S+ \S+ \S+ \S+ (".*"|-) (".*"|-)( .*)?$

with

found_lines as (

    select
        line,
        regexp_extract(
            text,
            '^\S+ \S+ (\[[^\]]+\]) (\S+) \S+ \S+ \S+ \S+ (?:-|"((?:[^"\\]|\\.)*)") '
            || '(\d{3}|-) \S+ \S+ \S+ \S+ \S+ (?:-|"((?:[^"\\]|\\.)*)") '
            || '(?:-|"((?:[^"\\]|\\.)*)")(?: .*)?\s*$',
            ['stamp', 'address', 'request', 'status', 'referrer', 'agent']
        ) as found

    from export.lines

),

fields as (

    select
        line,
        found.address,
        make_timestamp(
            epoch_us(try_strptime(found.stamp, '[%d/%b/%Y:%H:%M:%S %z]'))
        ) as seen_at,
        nullif(
            regexp_extract(found.request, '^\S+ (.*?)(?: HTTP/[\d.]+)?$', 1), ''
        ) as target,
        if(found.status = '-', 0::smallint, try_cast(found.status as smallint))
            as status,
        found.referrer,
        found.agent,
        null::boolean as is_dnt

    from found_lines

    where found.stamp <> ''

)

select * from fields
