-- What:    What the lines of a block ask for: each target is looked into once.
-- Grain:   one row per target
-- Roles:   import
-- Reads:   export.timed_fields
-- Column:  target           varchar  -  as in the log; never leaves memory
-- Column:  page             varchar  -  path without query, '*' for a part with an identifier; null when none
-- Column:  is_static        boolean  -  a picture, script or the like
-- Column:  is_health_check  boolean  -  asked by monitoring
-- Order:   none

with

targets as (

    select distinct target

    from export.timed_fields

),

paths as (

    select
        target,
        -- A proxy or a cache may write the whole address.
        if(
            contains(target, '://'),
            regexp_replace(target, '^[A-Za-z][\w+.-]*://[^/?#]*(/?)', '/'),
            target
        ) as within_site,
        split_part(split_part(within_site, '?', 1), '#', 1) as told_path,
        -- Where cookies are off, servers write the session into the path.
        if(
            contains(told_path, ';') or contains(told_path, '(S('),
            regexp_replace(
                told_path,
                '(?i);(?:jsessionid|phpsessid|sid)[=!][^/;]*|/\(S\([^/]*\)\)',
                '',
                'g'
            ),
            told_path
        ) as path

    from targets

),

pages as (

    select
        target,
        case
            when not starts_with(path, '/') or len(path) >= 400 then null
            -- A part of a path that may name a person: e-mail, personnummer, telephone.
            when regexp_matches(path, '@|%40|\d{6}[-+]?\d{4}|\d{8}|0\d{1,3}-\d{5}')
                then
                    regexp_replace(
                        path,
                        '[^/]*(?:@|%40|\d{6}[-+]?\d{4}|\d{8}|0\d{1,3}-\d{5})[^/]*',
                        '*',
                        'g'
                    )
            else path
        end as page,
        regexp_matches(
            path,
            '(?i)\.(css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|'
            || 'mp4|webm|json|xml|txt|webmanifest)$'
        ) as is_static,
        regexp_matches(
            path, '(?i)^/(health|healthz|healthcheck|ping|status|livez|readyz)/?$'
        ) as is_health_check

    from paths

)

select * from pages
