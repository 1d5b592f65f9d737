-- What:    Requests as osTicket lists them: an export of the ticket queue.
-- Grain:   one ticket
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Header:  ticket number|ärendenummer, date created|skapad datum|skapandedatum
-- Header:  current status|aktuell status, help topic|hjälpämne, source|källa
-- Header:  department|avdelning, last updated|senast uppdaterad, sla plan|sla-plan
-- Also:    closed date|stängd datum|stängningsdatum
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
        "ticket number" as request_id,
        trim(regexp_extract("help topic", '[^/]*$')) as request_type,
        "date created" as received_at,
        "closed date" as closed_on,
        "last updated" as updated_at,
        "current status" as ticket_status,
        source as channel,
        department as team,
        'osticket' as system

    from export.rows

)

select * from requests
order by line asc
