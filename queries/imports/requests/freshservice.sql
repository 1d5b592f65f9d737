-- What:    Requests as Freshservice lists them: an export of tickets.
-- Grain:   one ticket
-- Maker:   Freshworks
-- Header:  ticket id|ärende-id, status, created time|skapad tid|skapad, urgency|brådska
-- Header:  impact|påverkan, category|kategori, sub-category|sub category|underkategori
-- Header:  item|objekt, source|källa, group|grupp, resolved time|löst
-- Header:  closed time|stängd
-- Also:    last updated time|last update time|uppdaterad, item category
-- Gives:   request_type, channel, team

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
