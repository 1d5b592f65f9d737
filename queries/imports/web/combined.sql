-- What:    Access log of Apache or nginx, common or combined, one request a line.
-- Grain:   one row per line
-- Roles:   import
-- Reads:   export.lines
-- Table:   hits
-- Line:    \S+ \S+ .*\[\d{1,2}/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] ".*" \d{3} (\d+|-)( ".*" ".*")?\s*$
-- Column:  line      bigint     -      number of the line in the file
-- Column:  address   varchar    -      address or host name of the client
-- Column:  seen_at   timestamp  -      instant of the request, UTC
-- Column:  target    varchar    -      what was asked for, query included
-- Column:  status    smallint   -      HTTP status
-- Column:  referrer  varchar    -      page that the visitor came from
-- Column:  agent     varchar    -      user agent
-- Column:  dnt       varchar    -      Do Not Track, null where the log does not say
-- Order:   line

with

split_lines as (

    select
        line,
        text,
        string_split(text, '"') as parts

    from export.lines

),

plain_lines as (

    -- With no quote inside a field a combined line has seven parts, a common one
    -- three; six when the user agent was cut before its closing quote.
    select
        line,
        parts[1] as head,
        parts[2] as request,
        parts[3] as numbers,
        parts[4] as referrer,
        parts[6] as agent

    from split_lines

    where len(parts) in (3, 6, 7)

),

odd_lines as (

    -- The rest may hold escaped quotes: an expression that knows them is slower.
    select
        line,
        regexp_extract(
            text,
            '^([^"]*)"((?:[^"\\]|\\.)*)"( \d{3} (?:\d+|-))'
            || '(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?\s*$',
            ['head', 'request', 'numbers', 'referrer', 'agent']
        ) as found

    from split_lines

    where len(parts) not in (3, 6, 7) or parts is null

),

cut_lines as (

    select
        line,
        head,
        request,
        numbers,
        referrer,
        agent

    from plain_lines

    union all

    select
        line,
        found.head as head,
        found.request as request,
        found.numbers as numbers,
        found.referrer as referrer,
        found.agent as agent

    from odd_lines

),

fields as (

    select
        line,
        split_part(head, ' ', 1) as address,
        try_strptime(
            regexp_extract(head, '^\S+ \S+ .*\[([^\]]+)\] $', 1),
            '%d/%b/%Y:%H:%M:%S %z'
        )::timestamp as seen_at,
        case
            when contains(request, ' ') then split_part(request, ' ', 2)
        end as target,
        try_cast(split_part(numbers, ' ', 2) as smallint) as status,
        referrer,
        agent,
        null::varchar as dnt

    from cut_lines

    where regexp_full_match(numbers, ' \d{3} (\d+|-) ?\s*')

)

select * from fields
