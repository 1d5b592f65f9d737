-- What:    Google Analytics 4, traffic acquisition: CSV with the days in lines above the head row.
-- Grain:   one row per row of the report
-- Roles:   import
-- Reads:   export.rows
-- Table:   web_aggregates
-- Table:   hits
-- Header:  session_source|session source|session source / medium|session source/medium|session primary channel group (default channel group)|session default channel group|source|source / medium|sessionskälla|sessionskälla/medium|sessionskälla / medium|sessionens källa|sessionens källa/medium|primär kanalgrupp för session (standardkanalgrupp)|standardkanalgrupp för session|källa/medium
-- Header:  sessions|sessions|sessioner
-- Also:    active_users|active users|total users|users|aktiva användare|totalt antal användare|användare, day|date|datum, views|views|screen page views|visningar|sidvisningar
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
        'referrer' as dimension,
        entries.session_source as label,
        entries.day as first_on,
        null::varchar as last_on,
        entries.views,
        entries.sessions as visits,
        entries.active_users as visitors,
        null::varchar as reason

    from export.rows as entries

)

select * from figures
order by line asc
