-- What:    Requests as Freshdesk lists them: an export of tickets.
-- Grain:   one ticket
-- Maker:   Freshworks
-- Header:  ticket id|ärende-id, status, created time|skapad tid|skapad, source|källa
-- Header:  type|typ, group|grupp, resolved time|lösningstid|löst, closed time|stängd
-- Header:  agent interactions, customer interactions, survey results, product|produkt
-- Also:    last update time|last updated time|uppdaterad
-- Gives:   request_type, channel, team

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
