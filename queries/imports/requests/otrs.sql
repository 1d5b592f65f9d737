-- What:    Requests as OTRS and Znuny list them: the CSV of a ticket search.
-- Grain:   one ticket
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Header:  ticketnumber|ticket number|ticket#|ticketnummer|ärendenummer
-- Header:  created|erstellt|skapad|skapat, state|status|läge, queue|kö
-- Header:  lock|sperre|lås|låst, age|alter|ålder, priority|priorität|prioritet
-- Header:  closed|geschlossen|stängd|stängt
-- Also:    type|typ|ärendetyp, service|tjänst, changed|geändert|ändrad
-- Column:  line           bigint   -  number of the ticket's first line
-- Column:  request_id     varchar  -  number in the ticket system
-- Column:  request_type   varchar  -  the ticket system's own word
-- Column:  received_at    varchar  -  as it stands
-- Column:  closed_on      varchar  -  as it stands
-- Column:  updated_at     varchar  -  as it stands; says which row of a ticket is the newest
-- Column:  ticket_status  varchar  -  the ticket system's own word
-- Column:  team           varchar  -  group or queue, never a person
-- Column:  system         varchar  -  the ticket system
-- Order:   line

with

requests as (

    select
        line,
        ticketnumber as request_id,
        coalesce(
            nullif(regexp_extract(service, '[^:]*$'), ''),
            regexp_replace(type, '^unclassified$', '', 'i'),
            service
        ) as request_type,
        created as received_at,
        closed as closed_on,
        changed as updated_at,
        state as ticket_status,
        queue as team,
        'otrs' as system

    from export.rows

)

select * from requests
order by line asc
