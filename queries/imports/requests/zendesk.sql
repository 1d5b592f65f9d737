-- What:    Requests as Zendesk lists them: the full export of tickets, or a view.
-- Grain:   one ticket
-- Header:  id|ticket id|ärende-id, status|ticket status|ärendestatus
-- Header:  created at|requested|created|date created|begärd|skapad
-- Header:  group|ticket group|grupp, via|channel|ticket channel|kanal
-- Header:  ticket type|type|typ, updated at|updated|latest update|uppdaterad
-- Header:  solved at|solved|date solved|löst
-- Also:    closed at|closed|stängd, tags|taggar
-- Gives:   channel, team

with

requests as (

    select
        line,
        id as request_id,
        "created at" as received_at,
        coalesce(nullif("solved at", ''), "closed at", "solved at") as closed_on,
        "updated at" as updated_at,
        -- A merged ticket is closed, and only its tag says so.
        case
            when list_contains(string_split(lower(tags), ' '), 'closed_by_merge')
                then 'closed_by_merge'
            else status
        end as ticket_status,
        via as channel,
        "group" as team,
        'zendesk' as system

    from export.rows

)

select * from requests
order by line asc
