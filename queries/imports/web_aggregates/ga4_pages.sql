-- What:    Google Analytics 4, pages and screens: CSV with the days in lines above the head row.
-- Grain:   one row per row of the report
-- Roles:   import
-- Reads:   export.rows
-- Table:   web_aggregates
-- Table:   hits
-- Header:  page_path|page path and screen class|page path + query string|page path|page title and screen class|page title and screen name|page title|sidsökväg och skärmklass|sidsökväg + frågesträng|sidsökväg|sidtitel och skärmklass|sidtitel och skärmnamn|sidans sökväg och skärmklass
-- Header:  views|views|screen page views|visningar|sidvisningar
-- Also:    active_users|active users|total users|users|aktiva användare|totalt antal användare|användare, day|date|datum
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

    select
        entries.line,
        'Google Analytics 4' as tool,
        null::varchar as site,
        'page' as dimension,
        entries.page_path as label,
        entries.day as first_on,
        null::varchar as last_on,
        entries.views,
        null::varchar as visits,
        entries.active_users as visitors,
        null::varchar as reason

    from export.rows as entries

)

select * from figures
order by line asc
