-- What:    Plausible's own export: its tables of a day each, read as one, or one of them by itself.
-- Grain:   one row per row of the report
-- Roles:   import
-- Reads:   export.rows
-- Table:   web_aggregates
-- Table:   hits
-- Header:  visitors, date, pageviews, visits
-- Also:    imported_table, page, source, browser, device, country, entry_page
-- Also:    exit_page, operating_system, name
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

-- The zip names the table of each row; a table by itself is known by its column.
named_rows as (

    select
        *,
        coalesce(
            imported_table,
            case
                when
                    coalesce(
                        device, country, entry_page, exit_page, operating_system, name
                    ) is not null
                    then 'other'
                when page is not null then 'imported_pages'
                when source is not null then 'imported_sources'
                when browser is not null then 'imported_browsers'
                else 'imported_visitors'
            end
        ) as told_in

    from export.rows

),

figures as (

    -- A visit has one page after another, so that visits do not add up over pages.
    select
        line,
        'Plausible' as tool,
        null::varchar as site,
        case told_in
            when 'imported_visitors' then 'whole'
            when 'imported_pages' then 'page'
            when 'imported_sources' then 'referrer'
            when 'imported_browsers' then 'browser'
        end as dimension,
        case told_in
            when 'imported_pages' then page
            when 'imported_sources' then source
            when 'imported_browsers' then browser
        end as label,
        date as first_on,
        null::varchar as last_on,
        pageviews as views,
        if(told_in = 'imported_pages', null, visits) as visits,
        visitors,
        if(
            told_in not in (
                'imported_visitors',
                'imported_pages',
                'imported_sources',
                'imported_browsers'
            ),
            'not_used',
            null
        ) as reason

    from named_rows

)

select * from figures
order by line asc
