-- What:    Access log in the common or combined form, one request a line: Apache, nginx, LiteSpeed, Traefik, Icecast; with or without virtual host, trailing fields and syslog's prefix.
-- Grain:   one row per line of the format
-- Line:    (\S+ +)+(- )?\[?\d{1,4}[-/]\w{2,3}[-/]\d\d[^\]"]*\]? (\(\d+ ?s\) )?".*" (\d{3}|-) (\d+|-)( .*|")?$

with

-- LiteSpeed puts quotes around the virtual host, or around the whole line.
unquoted_lines as (

    select
        line,
        case
            -- A list of X-Forwarded-For in quotes, before the address of the proxy.
            when
                starts_with(text, '"')
                and regexp_matches(
                    text, '^"[\da-fA-F]*[.:][\da-fA-F.:, ]*" [\da-fA-F]*[.:]'
                )
                then regexp_replace(text, '^"([^"]*)" ', '\1, ')
            when starts_with(text, '"')
                then regexp_replace(text, '^"(?:([^" ]+)"( .*)|(.*)")$', '\1\2\3')
            else text
        end as text

    from export.lines

    where contains(text, '"')

),

split_lines as (

    -- Without a quote inside a field, a combined line has seven parts or more, six when it
    -- was cut, and a common one three. Two requests in one line (a lost line end) are none.
    select
        line,
        text,
        string_split(text, '"') as parts,
        len(parts) as count,
        not contains(text, '\"')
        and regexp_full_match(parts[3], ' (\d{3}|-) (\d+|-)( .*)?')
        and (
            count = 3
            or (
                count >= 6
                and parts[5] = ' '
                and (count <= 7 or starts_with(parts[7], ' '))
            )
        ) as has_plain_quotes

    from unquoted_lines

    where count = 3 or (count < 10 and parts[5] = ' ') or text not like '%] "%] "%'

),

escaped_lines as (

    -- The rest may hold quotes inside fields, or around a name: slower expressions.
    select
        line,
        text,
        has_plain_quotes,
        parts,
        case
            when not has_plain_quotes
                then
                    regexp_extract(
                        text,
                        '^([^"]*(?:"[^"]*" \[[^"]*)?)"((?:[^"\\]|\\.)*)"'
                        || '( (?:\d{3}|-) (?:\d+|-)(?: [^"]*)?)'
                        || '(?:"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"(?: .*)?)?\s*$',
                        ['head', 'request', 'numbers', 'referrer', 'agent']
                    )
        end as escaped

    from split_lines

),

found_lines as (

    select
        line,
        has_plain_quotes,
        parts,
        case
            when escaped.head = ''
                then
                    regexp_extract(
                        text,
                        '^([^"]*)"(.*)"( (?:\d{3}|-) (?:\d+|-)(?: [^"]*)?)'
                        || '(?:"(.*)" "(.*)")?\s*$',
                        ['head', 'request', 'numbers', 'referrer', 'agent']
                    )
            else escaped
        end as found

    from escaped_lines

),

cut_lines as (

    select
        line,
        if(has_plain_quotes, parts[1], found.head) as head,
        if(has_plain_quotes, parts[2], found.request) as request,
        if(has_plain_quotes, parts[3], found.numbers) as numbers,
        if(has_plain_quotes, parts[4], found.referrer) as referrer,
        -- One without a quote at its end was cut there: chr(24) says so.
        case
            when not has_plain_quotes then found.agent
            when len(parts) = 6 then parts[6] || chr(24)
            else parts[6]
        end as agent

    from found_lines

),

-- A head is: address, two names ('-' when unknown) and the time in brackets.
split_heads as (

    select
        cut_lines.*,
        string_split(head, ' ') as words,
        string_split(request, ' ') as asked

    from cut_lines

),

heads as (

    select
        split_heads.*,
        words[2] = '-'
        and starts_with(words[-3], '[')
        and ends_with(words[-2], ']')
        and words[-1] = '' as is_plain,
        case
            when is_plain then words[-3] || words[-2]
            else
                regexp_extract(
                    head, '(\[[^\]]+\]|\d{4}-\d\d-\d\dT\S+)(?: \(\d+ ?s\))? $', 1
                )
        end as stamp,
        -- Before it may stand what syslog and containers write, and a virtual host: of
        -- two addresses the second is the client, of a list with commas the first.
        case
            when not is_plain
                then
                    regexp_extract(
                        head,
                        '^(?:<\d+>)?(?:1 \S+ \S+ \S+ \S+ \S+ (?:-|\[.*?\]) '
                        || '|(?:\w{3} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+)'
                        || '(?: \S+ \S+:)? |\S+ *\| )?'
                        || '(?:(?:[\w.-]+(?::\d+)? )?((?:[^\s,"]+, ?)+[^\s,"]+) '
                        || '|[\w.:\[\]-]+ ([0-9a-fA-F]*[.:][0-9a-fA-F.:x*/]+) '
                        || '|\S+ (\S+) \S+ \S+ [\[\d]|(\S+) \S.* [\[\d])',
                        ['listed', 'address', 'behind_host', 'alone']
                    )
        end as odd

    from split_heads

    -- A line that was cut in its time has that of the next one too.
    where len(words) <= 6 or not regexp_matches(head, '\[\d+/\w{3}/.*\[\d+/\w{3}/')

),

timed_heads as (

    select
        heads.*,
        try_strptime(stamp, '[%d/%b/%Y:%H:%M:%S%z]') as plain_instant,
        -- Without space, parts of seconds and the letter for UTC.
        case
            when plain_instant is null
                then
                    regexp_replace(
                        regexp_replace(
                            translate(stamp, '[] ', ''), '(:\d\d)[.,]\d+', '\1'
                        ),
                        'Z$',
                        '+00:00'
                    )
        end as odd_stamp

    from heads

    where stamp <> ''

),

fields as (

    select
        line,
        case
            when is_plain then words[1]
            else
                coalesce(
                    nullif(odd.listed, ''),
                    nullif(odd.address, ''),
                    nullif(odd.behind_host, ''),
                    odd.alone
                )
        end as address,
        -- One format at a time: of a list DuckDB 1.5.5 takes 31 February for 3 March.
        coalesce(
            plain_instant,
            try_strptime(odd_stamp, '%d/%b/%Y:%H:%M:%S%z'),
            try_strptime(odd_stamp, '%Y-%m-%dT%H:%M:%S%z')
        ) as instant,
        make_timestamp(epoch_us(instant)) as seen_at,
        case
            -- A word alone is no request: what it is instead is counted as such.
            when asked[2] is null and not starts_with(asked[1], '/')
                then nullif(asked[1], '-')
            when coalesce(asked[4], '') = '' then asked[2]
            else regexp_extract(request, '^\S+ (.*?)(?: HTTP/[\d.]+)?$', 1)
        end as target,
        case
            when starts_with(numbers, ' -') then 0::smallint
            -- Commands of FTP; a transfer is no request of the web.
            when
                asked[1] not in ('GET', 'POST', 'HEAD')
                and asked[1] in (
                    'USER', 'PASS', 'RETR', 'STOR', 'APPE', 'STOU', 'LIST', 'NLST',
                    'MLSD', 'CWD', 'CDUP', 'DELE', 'MKD', 'RMD', 'RNFR', 'RNTO',
                    'QUIT', 'PASV', 'EPSV', 'TYPE', 'SIZE', 'MDTM', 'AUTH', 'SYST'
                )
                then -2::smallint
            else try_cast(substr(numbers, 2, 3) as smallint)
        end as status,
        referrer,
        agent

    from timed_heads

),

canonical_fields as (

    select
        line,
        address,
        seen_at,
        nullif(target, '') as target,
        status,
        referrer,
        agent,
        null::boolean as is_dnt

    from fields

    where address <> ''

)

select * from canonical_fields
