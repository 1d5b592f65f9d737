-- What:    Requests as Freshservice lists them: an export of tickets.
-- Grain:   one ticket
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Maker:   Freshworks
-- Header:  ticket id|ärende-id, status, created time|skapad tid|skapad, urgency|brådska
-- Header:  impact|påverkan, category|kategori, sub-category|sub category|underkategori
-- Header:  item|objekt, source|källa, group|grupp, resolved time|löst
-- Header:  closed time|stängd
-- Also:    last updated time|last update time|uppdaterad, item category
-- Column:  line           bigint   -  number of the ticket's first line
-- Column:  request_id     varchar  -  number in the ticket system
-- Column:  request_type   varchar  -  the ticket system's own word
-- Column:  received_at    varchar  -  as it stands
-- Column:  closed_on      varchar  -  as it stands
-- Column:  updated_at     varchar  -  as it stands; says which row of a ticket is the newest
-- Column:  ticket_status  varchar  -  the ticket system's own word
-- Column:  channel        varchar  -  the ticket system's own word
-- Column:  team           varchar  -  group or queue, never a person
-- Column:  system         varchar  -  the ticket system
-- Order:   line

with

requests as (

    select
        line,
        "ticket id" as request_id,
        coalesce(
            nullif(item, ''), nullif("sub-category", ''), category, "sub-category", item
        ) as request_type,
        "created time" as received_at,
        coalesce(
            nullif("resolved time", ''), "closed time", "resolved time"
        ) as closed_on,
        "last updated time" as updated_at,
        status as ticket_status,
        source as channel,
        "group" as team,
        'freshservice' as system

    from export.rows

)

select * from requests
order by line asc
