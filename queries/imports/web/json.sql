-- What:    Access log of one JSON object a line: nginx, Caddy, Traefik, Apache, Cloudflare, Azure's, Fastly's, Google's and Elastic's names; with or without syslog's prefix.
-- Grain:   one row per line with a whole object that tells of a request
-- Line:    (?=.*"(?:\w*[sS]tatus(?:_?[cC]ode)?|code|http\.response\.status_code|response)"\s*:)(?=.*"(?:\w*[uU]ri(?:Stem)?|\w*URI|\w*[uU]rl|[pP]ath|request|RequestPath|url\.\w+|message)"\s*:)[^{]*\{.*\}\s*$

with

told_objects as (

    select
        line,
        substr(text, strpos(text, '{')) as object_text

    from export.lines

    where contains(text, '{')

),

-- nginx writes \xHH, which JSON does not know, for bytes: they stay as they are written.
-- The last line of a log that is written to may be half an object: it stands as it is.
objects as (

    select
        line,
        case
            when json_valid(object_text) then object_text
            when contains(object_text, '\x') and line <> getvariable('cut_line')
                then
                    replace(
                        replace(replace(object_text, '\\', chr(1)), '\x', '\\x'),
                        chr(1),
                        '\\'
                    )
        end as object

    from told_objects

),

-- Each thing has the first name that the object knows it by.
said_things as (

    select
        line,
        list_filter(json_extract_string(object, [
            '$.ts', '$.time_iso8601', '$.StartUTC', '$.time_local', '$."@timestamp"',
            '$.EdgeStartTimestamp', '$.timestamp', '$.msec', '$.date', '$.datetime',
            '$.start_time', '$.timeLocal', '$.time', '$.timeStamp'
        ]), lambda cell: cell <> '')[1] as stamp,
        list_filter(json_extract_string(object, [
            '$.request.client_ip', '$.request.remote_ip', '$.request.remote_addr',
            '$.ClientHost', '$.ClientAddr', '$.ClientIP', '$.remote_addr',
            '$.remoteAddr', '$.remote_ip', '$.client_ip', '$.clientip', '$.clientIp',
            '$.client.ip', '$."client.ip"', '$.source.ip', '$."source.ip"',
            '$.httpRequest.remoteIp', '$.remote_host', '$.remoteHost', '$.client',
            '$.properties.clientIp', '$.properties.clientIP', '$.properties.CIp',
            '$.remoteIP', '$.ip', '$.host_ip', '$.downstream_remote_address'
        ]), lambda cell: cell not in ('', '-'))[1] as address,
        list_filter(json_extract_string(object, [
            '$.request.uri', '$.request_uri', '$.requestUri', '$.RequestPath',
            '$.ClientRequestURI', '$.ClientRequestPath', '$.httpRequest.requestUrl',
            '$.url.original', '$."url.original"', '$.url.path', '$."url.path"', '$.uri',
            '$.path', '$.url', '$.http.request.uri', '$.properties.requestUri',
            '$.properties.CsUriStem', '$.request'
        ]), lambda cell: regexp_matches(cell, '^[^{]') and not regexp_matches(
            cell, '^[A-Z]+ '
        ))[1] as path,
        list_filter(json_extract_string(object, [
            '$.args', '$.query_string', '$.query', '$.url.query', '$."url.query"',
            '$.properties.requestQuery', '$.properties.CsUriQuery'
        ]), lambda cell: cell not in ('', '-'))[1] as query,
        list_filter(json_extract_string(object, [
            '$.request', '$.request_line', '$.requestLine', '$.message'
        ]), lambda cell: regexp_matches(cell, '^[A-Z]+ \S'))[1] as request,
        list_filter(json_extract_string(object, [
            '$.status', '$.DownstreamStatus', '$.OriginStatus', '$.EdgeResponseStatus',
            '$.httpRequest.status', '$.http.response.status_code',
            '$."http.response.status_code"', '$.status_code', '$.statusCode',
            '$.properties.httpStatusCode', '$.properties.httpStatus',
            '$.properties.ScStatus', '$.response_status', '$.http_status',
            '$.sc_status',
            '$.response_code', '$.response', '$.code'
        ]), lambda cell: cell <> '')[1] as status,
        list_filter(json_extract_string(object, [
            '$.request.headers.Referer[0]', '$."request_Referer"', '$.http_referer',
            '$.http_referrer', '$.httpReferer', '$.ClientRequestReferer',
            '$.httpRequest.referer', '$.http.request.referrer',
            '$."http.request.referrer"', '$.properties.referer',
            '$.properties.Referer', '$.request_referer', '$.request_referrer',
            '$.referer', '$.referrer'
        ]), lambda cell: cell <> '')[1] as referrer,
        list_filter(json_extract_string(object, [
            '$.request.headers."User-Agent"[0]', '$."request_User-Agent"',
            '$.http_user_agent', '$.httpUserAgent', '$.ClientRequestUserAgent',
            '$.httpRequest.userAgent', '$.user_agent.original',
            '$."user_agent.original"', '$.properties.userAgent',
            '$.properties.UserAgent', '$.request_user_agent', '$.user_agent',
            '$.userAgent', '$.agent'
        ]), lambda cell: cell <> '' and not starts_with(cell, '{'))[1] as agent,
        list_filter(json_extract_string(object, [
            '$.request.headers.Dnt[0]', '$.request.headers.DNT[0]',
            '$.request.headers."X-Do-Not-Track"[0]', '$."request_Dnt"',
            '$."request_X-Do-Not-Track"', '$.http_dnt', '$.http_x_do_not_track',
            '$.dnt', '$.request.headers."Sec-Gpc"[0]', '$.request.headers."Sec-GPC"[0]',
            '$."request_Sec-Gpc"', '$."request_Sec-GPC"', '$.http_sec_gpc',
            '$.sec_gpc', '$.gpc'
        ]), lambda cell: cell not in ('', '-')) as dnt,
        -- Azure's servers ask each other: what its origin shield is asked for again.
        json_extract_string(object, '$.properties.isReceivedFromClient')
            as is_from_client

    from objects

    -- Of a key that stands twice nobody knows which value is meant.
    where
        json_valid(object)
        and len(list_filter(
            json_keys(
                object,
                ['$', '$.request', '$.request.headers', '$.httpRequest', '$.properties']
            ),
            lambda keys: len(keys) <> len(list_distinct(keys))
        )) = 0

),

fields as (

    select
        line,
        address,
        case
            when regexp_matches(stamp, '[T ]24:') then null  -- of which day?
            when regexp_matches(stamp, '^\d{4}-\d\d-\d\d[T ].*(Z|[+-]\d\d:?\d\d)$')
                then make_timestamp(epoch_us(try_cast(stamp as timestamptz)))
            when regexp_full_match(stamp, '\d{9,10}(\.\d+)?([eE]\+?9)?')
                then make_timestamp((try_cast(stamp as double) * 1000000)::bigint)
            when regexp_full_match(stamp, '\d{13}')
                then make_timestamp(try_cast(stamp as bigint) * 1000)
            when regexp_full_match(stamp, '\d{16}')
                then make_timestamp(try_cast(stamp as bigint))
            when regexp_full_match(stamp, '\d{19}')
                then make_timestamp(try_cast(stamp as bigint) // 1000)
            else
                coalesce(
                    make_timestamp(epoch_us(
                        try_strptime(trim(stamp, '[]'), '%d/%b/%Y:%H:%M:%S %z')
                    )),
                    try_strptime(stamp, '%Y/%m/%d %H:%M:%S'),
                    if(contains(stamp, ':'), try_cast(stamp as timestamp), null)
                )
        end as seen_at,
        -- A whole address stands for its path; a request line has it in its middle.
        regexp_replace(
            coalesce(
                path, regexp_extract(request, '^\S+ (.*?)(?: HTTP/[\d.]+)?$', 1)
            ),
            '^\w+://[^/?]*',
            ''
        ) as asked_for,
        nullif(
            if(
                contains(asked_for, '?') or query is null,
                asked_for,
                asked_for || '?' || ltrim(query, '?')
            ),
            ''
        ) as target,
        case
            when is_from_client = 'false' then -1::smallint
            when status in ('-', '0', '000') then 0::smallint
            else try_cast(translate(status, 'BbEeXx_', '???????') as smallint)
        end as status,
        referrer,
        agent,
        if(len(dnt) = 0, null, list_has_any(dnt, ['1', 'true'])) as is_dnt

    from said_things

    where
        coalesce(path, request) is not null
        and (status is not null or address is not null)

),

canonical_fields as (

    select * exclude (asked_for)

    from fields

)

select * from canonical_fields
