-- What:    Matomo's reports as CSV, with the names of its interface or in words: visits summary, pages, referrers, browsers.
-- Grain:   one row per row of the report
-- Roles:   import
-- Reads:   export.rows
-- Table:   web_aggregates
-- Table:   hits
-- Header:  nb_visits|visits|unique pageviews|besök|unika sidvisningar
-- Header:  nb_actions|actions|nb_hits|pageviews|åtgärder|händelser|sidvisningar
-- Header:  nb_uniq_visitors|unique visitors|unika besökare|sum_daily_nb_uniq_visitors|daily unique visitors
-- Also:    label|label|etikett, day|date|datum, nb_hits|nb_hits|pageviews|sidvisningar
-- Also:    metadata_segment|metadata_segment|segment|metadata: segment
-- Also:    metadata_url|metadata_url|metadata: url
-- Column:  line       bigint   -  number of the row's first line
-- Column:  tool       varchar  -  who counted
-- Column:  site       varchar  -  the web site, when the export says it
-- Column:  dimension  varchar  -  whole, page, referrer or browser; null when the export does not say
-- Column:  label      varchar  -  which page, referrer or browser
-- Column:  first_on   varchar  -  first day counted, as it stands
-- Column:  last_on    varchar  -  last day counted, as it stands
-- Column:  views      varchar  -  as it stands
-- Column:  visits     varchar  -  as it stands
-- Column:  visitors   varchar  -  as it stands
-- Column:  reason     varchar  -  why the row is no figure; null when it is one
-- Order:   line

with

figures as (

    -- A report without labels, addresses and segments is the whole; pages alone have
    -- views of their own, and other reports name what they divide by in the segment that
    -- opens them.
    select
        entries.line,
        'Matomo' as tool,
        null::varchar as site,
        case
            when
                coalesce(entries.label, entries.metadata_url, entries.metadata_segment)
                is null
                then 'whole'
            when
                entries.nb_hits is not null
                or starts_with(entries.metadata_segment, 'page')
                then 'page'
            when starts_with(entries.metadata_segment, 'referrer') then 'referrer'
            when starts_with(entries.metadata_segment, 'browser') then 'browser'
        end as dimension,
        if(
            entries.nb_hits is null,
            entries.label,
            coalesce(
                nullif(
                    regexp_extract(entries.metadata_url, '^\w+://[^/]*(/[^?#]*)', 1), ''
                ),
                entries.label
            )
        ) as label,
        entries.day as first_on,
        null::varchar as last_on,
        entries.nb_actions as views,
        entries.nb_visits as visits,
        entries.nb_uniq_visitors as visitors,
        if(entries.label = '', 'totals_row', null) as reason

    from export.rows as entries

)

select * from figures
order by line asc
