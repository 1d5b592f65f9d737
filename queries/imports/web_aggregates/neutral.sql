-- What:    Web statistics as a tool counted them; no persons can be counted behind its cells.
-- Grain:   one row per tool, site, dimension, label and period
-- Roles:   import
-- Reads:   export.rows
-- Table:   web_aggregates
-- Table:   hits
-- Header:  dimension, first_on|date|datum|day|dag|week|vecka|month|månad|period|from|från|start_date, label, visitors, views, visits, last_on|to|till|end_date, tool, site
-- Column:  tool       varchar  -         who counted: Google Analytics 4, Matomo, Plausible
-- Column:  site       varchar  -         the web site, or the folder that the export lay in
-- Column:  dimension  varchar  -         whole, page, referrer or browser
-- Column:  label      varchar  -         which page, host or browser; '*' for a part with an identifier
-- Column:  first_on   date     -         first day counted
-- Column:  last_on    date     -         last day counted
-- Column:  views      bigint   views     pages shown
-- Column:  visits     bigint   visits    visits, as the tool divides them
-- Column:  visitors   bigint   visitors  browsers that the tool distinguished; not persons
-- Order:   dimension, label, first_on

with

-- 1.234, 1 234 and 1,234 are one number; a count has no decimals but zeros.
plain_numbers as (

    select
        *,
        regexp_replace(label, '^\w+://', '') as bare_label,
        list_transform(
            [views, visits, visitors],
            lambda cell: try_cast(
                case
                    when
                        regexp_full_match(
                            cell, '\d{1,3}([.,\x{20}\x{a0}\x{202f}]\d{3})+'
                        )
                        then regexp_replace(cell, '\D', '', 'g')
                    else regexp_replace(cell, '[.,]0+$', '')
                end as bigint
            )
        ) as counted

    from export.rows

),

figures as (

    select
        nullif(tool, '') as tool,
        nullif(site, '') as site,
        nullif(lower(dimension), '') as dimension,
        case
            when lower(dimension) not in ('page', 'referrer', 'browser') then null
            when
                lower(dimension) = 'referrer'
                and (
                    coalesce(label, '') = ''
                    or regexp_matches(lower(label), '^\(?(direct|direkt)')
                )
                then '-'
            when
                coalesce(label, '') = ''
                or regexp_full_match(
                    lower(label), '\(?(other|others|andra|övriga|not set)\)?( / .*)?'
                )
                then '(other)'
            when lower(dimension) = 'referrer'
                then
                    lower(trim(split_part(split_part(split_part(
                        split_part(bare_label, '/', 1), '@', -1
                    ), ':', 1), '?', 1)))
            when lower(dimension) = 'page'
                then
                    -- A part of a path that may name a person, as in a web log.
                    regexp_replace(
                        left(split_part(split_part(label, '?', 1), '#', 1), 400),
                        '[^/]*(?:@|%40|\d{6}[-+]?\d{4}|\d{8}|0\d{1,3}-\d{5})[^/]*',
                        '*',
                        'g'
                    )
            else left(label, 100)
        end as label,
        coalesce(
            try_cast(first_on as date), try_strptime(first_on, '%Y%m%d')::date
        ) as first_on,
        coalesce(
            try_cast(last_on as date),
            try_strptime(last_on, '%Y%m%d')::date,
            try_cast(first_on as date),
            try_strptime(first_on, '%Y%m%d')::date
        ) as last_on,
        counted[1] as views,
        counted[2] as visits,
        counted[3] as visitors

    from plain_numbers

)

select * from figures
order by dimension asc, label asc, first_on asc
