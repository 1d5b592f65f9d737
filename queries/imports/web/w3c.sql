-- What:    Access log in W3C's extended form, whose columns #Fields lines name, in any order and changing on the way: IIS, CloudFront, Imperva, SHOUTcast, WebLogic.
-- Grain:   one row per line that has as many columns as the #Fields line above it
-- Reads:   export.lines, export.directives, export.years
-- Mark:    (?i)\s*#\s*Fields:.*\b(cs-uri|cs-url)
-- Line:    \d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d\t[A-Z]{3}\d[\w-]*\t\d+\t[\da-fA-F.:]+\t[A-Z]+\t[^\t]+\t/[^\t]*\t(\d{3}|-)\t([^\t]*\t){23}[^\t]*$

with

said_names as (

    select
        line as first_line,
        string_split_regex(
            lower(trim(regexp_extract(text, '(?i)^#\s*fields:(.*)$', 1))), '\s+'
        ) as names

    from export.directives

    where regexp_matches(text, '(?i)^#\s*fields:')

    union all

    -- CloudFront's log, where the lines before the first request were taken off.
    select
        0 as first_line,
        string_split(
            'date time x-edge-location sc-bytes c-ip cs-method cs(host) cs-uri-stem '
            || 'sc-status cs(referer) cs(user-agent) cs-uri-query cs(cookie) '
            || 'x-edge-result-type x-edge-request-id x-host-header cs-protocol '
            || 'cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher '
            || 'x-edge-response-result-type cs-protocol-version fle-status '
            || 'fle-encrypted-fields c-port time-to-first-byte '
            || 'x-edge-detailed-result-type sc-content-type sc-content-len '
            || 'sc-range-start sc-range-end',
            ' '
        ) as names

    where
        not exists (
            select 1 from export.directives
            where regexp_matches(text, '(?i)^#\s*fields:')
        )

),

-- Where each column stands: the first of its names that the #Fields line has.
layouts as (

    select
        first_line,
        lead(first_line) over (order by first_line) as next_line,
        len(names) as width,
        list_filter(list_transform(
            ['c-ip', 'client-ip', 'x-client-ip', 'c-dns', 'remotehost'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as address_at,
        list_filter(list_transform(
            ['date', 'date-local', 'x-date'], lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as date_at,
        list_filter(list_transform(
            ['time', 'time-local', 'x-time'], lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as time_at,
        list_filter(list_transform(
            [
                'datetime', 'date-time', 'date_time', 'timestamp', 'x-timestamp',
                'gmttime', 'datetime-local', 'localtime', 'date-time-local'
            ],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as stamp_at,
        list_filter(list_transform(
            ['cs-uri-stem', 'cs-uri-path', 'cs-uri', 'cs-url'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as target_at,
        list_filter(list_transform(
            ['x-forwarded-for', 'cs(x-forwarded-for)', 'c-x-forwarded-for'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as forwarded_at,
        list_filter(list_transform(
            ['cs-method', 'x-cs-method'], lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as verb_at,
        list_position(names, 'cs-uri-query') as query_at,
        list_filter(list_transform(
            ['sc-status', 'c-status', 's-status', 'cs-status', 'x-sc-status'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as status_at,
        list_filter(list_transform(
            ['cs(referer)', 'cs(referrer)', 'cs-referer', 'cs-referrer'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as referrer_at,
        list_filter(list_transform(
            ['cs(user-agent)', 'cs-user-agent', 'c-user-agent', 'cs(useragent)'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0)[1] as agent_at,
        list_filter(list_transform(
            ['cs(dnt)', 'cs(x-do-not-track)', 'cs-dnt', 'cs(sec-gpc)', 'cs-sec-gpc'],
            lambda part: list_position(names, part)
        ), lambda part: part > 0) as dnt_at,
        len(list_filter(names, lambda part: contains(part, 'local'))) > 0 as is_local

    from said_names

),

-- Some logs say the day once, in a line of its own, and then the time only.
days as (

    select
        line as first_line,
        lead(line) over (order by line) as next_line,
        regexp_extract(text, '\d{4}-\d\d-\d\d') as day

    from export.directives

    where regexp_matches(text, '(?i)^#\s*(start-)?date:\s*\d{4}-\d\d-\d\d')

),

split_lines as (

    select
        layouts.*,
        lines.line,
        trim(lines.text) as written,
        string_split(lines.text, chr(9)) as tabbed

    from export.lines as lines

    inner join layouts
        on
            lines.line > layouts.first_line
            and lines.line < coalesce(layouts.next_line, 9223372036854775807)

    where not starts_with(lines.text, '#') and trim(lines.text) <> ''

),

divided_lines as (

    select
        *,
        string_split(written, ' ') as spaced,
        case
            when len(tabbed) = width and width > 1 then tabbed
            when len(spaced) = width and not contains(written, '"') then spaced
            -- A cell that was cut keeps its quote.
            else regexp_extract_all(written, '"(?:[^"]|"")*"|"[^"]*$|[^\s"][^\s]*')
        end as cells

    from split_lines

),

whole_lines as (

    select
        line,
        is_local,
        nullif(trim(cells[date_at], '"'), '-') as day,
        nullif(trim(cells[time_at], '"'), '-') as clock,
        nullif(trim(cells[stamp_at], '"[]'), '-') as stamp,
        -- Behind a proxy, the client is who the proxy was asked by.
        coalesce(
            nullif(nullif(trim(cells[forwarded_at], '"'), '-'), ''),
            nullif(trim(cells[address_at], '"'), '-')
        ) as address,
        coalesce(cells[verb_at], '') as verb,
        nullif(trim(cells[target_at], '"'), '-') as target,
        nullif(nullif(trim(cells[query_at], '"'), '-'), '') as query,
        cells[status_at] as status,
        nullif(trim(cells[referrer_at], '"'), '-') as referrer,
        cells[agent_at] as said_agent,
        list_transform(dnt_at, lambda place: trim(cells[place], '"')) as dnt,
        agent_at is not null as has_agent,
        len(dnt_at) > 0 as has_dnt

    from divided_lines

    where
        len(cells) = width
        and (not starts_with(cells[-1], '"') or ends_with(cells[-1], '"'))

),

stamped_lines as (

    select
        *,
        case
            when regexp_matches(stamp, '[T ]24:') then null  -- of which day?
            when regexp_matches(stamp, 'T.*(Z|[+-]\d\d:?\d\d)$')
                then make_timestamp(epoch_us(try_cast(stamp as timestamptz)))
            when regexp_full_match(stamp, '\d{9,10}(\.\d+)?')
                then make_timestamp((try_cast(stamp as double) * 1000000)::bigint)
            else
                coalesce(
                    try_cast(stamp as timestamp),
                    make_timestamp(
                        epoch_us(try_strptime(stamp, '%d/%b/%Y:%H:%M:%S %z'))
                    )
                )
        end as stamped_at

    from whole_lines

),

dated_lines as (

    select
        stamped_lines.*,
        coalesce(
            try_cast(
                coalesce(stamped_lines.day, days.day)
                || ' '
                || nullif(stamped_lines.clock, '24:00:00')
                as timestamp
            ),
            stamped_lines.stamped_at,
            -- A day with its clock in one cell; a mere day is no instant.
            if(
                stamped_lines.clock is null and contains(stamped_lines.day, ':'),
                try_cast(stamped_lines.day as timestamp),
                null
            )
        ) as said_at

    from stamped_lines

    left join days
        on
            stamped_lines.day is null
            and stamped_lines.line > days.first_line
            and stamped_lines.line < coalesce(days.next_line, 9223372036854775807)

),

-- Instants are UTC by the standard; a log that names its columns local is set right.
timed_lines as (

    select
        dated_lines.*,
        case
            when not dated_lines.is_local then dated_lines.said_at
            when
                dated_lines.said_at >= years.moved_at + years.offset_else
                and dated_lines.said_at < years.moved_back_at + years.offset_between
                then dated_lines.said_at - years.offset_between
            else dated_lines.said_at - years.offset_else
        end as seen_at

    from dated_lines

    left join export.years as years
        on extract('year' from dated_lines.said_at) = years.year

),

fields as (

    select
        line,
        address,
        seen_at,
        -- A whole address stands for its path.
        nullif(case
            when starts_with(target, '/') then target
            when contains(target, '/')
                then regexp_replace(target, '^([a-z]+://)?[^/]*', '')
            else target
        end || coalesce('?' || ltrim(query, '?'), ''), '') as target,
        case
            -- Commands of FTP; a transfer is no request of the web.
            when
                regexp_full_match(
                    upper(verb),
                    '(\[\d+\])?(USER|PASS|RETR|STOR|APPE|LIST|NLST|MLSD|CWD|CDUP|DELE|'
                    || 'MKD|RMD|RNFR|RNTO|QUIT|PASV|EPSV|TYPE|SIZE|MDTM|AUTH|SYST|'
                    || 'FEAT|OPTS|PORT|PBSZ|PROT|\w*CHANNEL\w*|CREATED|SENT|CLOSED)'
                )
                then -2::smallint
            when trim(status, '"') in ('-', '0', '000') then 0::smallint
            else try_cast(translate(status, 'BbEeXx_"', '???????') as smallint)
        end as status,
        if(
            contains(referrer, '%3A%2F%2F'),
            coalesce(try(url_decode(referrer)), referrer),
            referrer
        ) as referrer,
        -- Spaces are written '+', or percent-encoded once or twice.
        case
            when not has_agent then null
            when contains(said_agent, '%')
                then
                    coalesce(
                        try(url_decode(url_decode(trim(said_agent, '"')))), said_agent
                    )
            when starts_with(said_agent, '"') or contains(said_agent, ' ')
                then trim(said_agent, '"')
            else replace(said_agent, '+', ' ')
        end as agent,
        if(has_dnt, list_contains(dnt, '1'), null) as is_dnt

    from timed_lines

    where target <> ''

)

select * from fields
