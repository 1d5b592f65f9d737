-- What:    Requests as osTicket lists them: an export of the ticket queue.
-- Grain:   one ticket
-- Header:  ticket number|ärendenummer, date created|skapad datum|skapandedatum
-- Header:  current status|aktuell status, help topic|hjälpämne, source|källa
-- Header:  department|avdelning, last updated|senast uppdaterad, sla plan|sla-plan
-- Also:    closed date|stängd datum|stängningsdatum
-- Gives:   request_type, channel, team

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
