-- What:    Requests as Freshdesk lists them: an export of tickets.
-- Grain:   one ticket
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Maker:   Freshworks
-- Header:  ticket id|ärende-id, status, created time|skapad tid|skapad, source|källa
-- Header:  type|typ, group|grupp, resolved time|lösningstid|löst, closed time|stängd
-- Header:  agent interactions, customer interactions, survey results, product|produkt
-- Also:    last update time|last updated time|uppdaterad
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

-- Freshdesk's own types say nothing of a right.
requests as (

    select
        line,
        "ticket id" as request_id,
        case
            when
                lower(type) in (
                    'question', 'incident', 'problem', 'feature request', 'refund',
                    'service task', 'request'
                )
                then ''
            else type
        end as request_type,
        "created time" as received_at,
        coalesce(
            nullif("resolved time", ''), "closed time", "resolved time"
        ) as closed_on,
        "last update time" as updated_at,
        status as ticket_status,
        source as channel,
        "group" as team,
        'freshdesk' as system

    from export.rows

)

select * from requests
order by line asc
