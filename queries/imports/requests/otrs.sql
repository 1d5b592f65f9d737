-- What:    Requests as OTRS and Znuny list them: the CSV of a ticket search.
-- Grain:   one ticket
-- Header:  ticketnumber|ticket number|ticket#|ticketnummer|ärendenummer
-- Header:  created|erstellt|skapad|skapat, state|status|läge, queue|kö
-- Header:  lock|sperre|lås|låst, age|alter|ålder, priority|priorität|prioritet
-- Header:  closed|geschlossen|stängd|stängt
-- Also:    type|typ|ärendetyp, service|tjänst, changed|geändert|ändrad
-- Gives:   request_type, team

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
