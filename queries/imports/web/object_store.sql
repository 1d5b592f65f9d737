-- What:    Server access log of Amazon S3 and stores that write alike.
-- Grain:   one row per line of a request
-- Roles:   import
-- Reads:   export.lines
-- Table:   hits
-- Line:    \S+ \S+ \[[^\]]+\] \S+ \S+ \S+ \S+ \S+ ("[^"]*"|-) (\d{3}|-) \S+ \S+ \S+ \S+ \S+ (".*"|-) (".*"|-)( .*)?$
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
