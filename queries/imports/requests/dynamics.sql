-- What:    Requests as Dynamics 365 Customer Service lists them: a view of cases.
-- Grain:   one case
-- Header:  case number|ärendenummer|ticket number, status reason|statusorsak
-- Header:  created on|skapades|skapad den, origin|ursprung|case origin
-- Header:  priority|prioritet
-- Header:  (do not modify) case|(ändra inte) ärende|(redigera inte) ärende
-- Header:  (do not modify) modified on|(ändra inte) ändrades|(redigera inte) ändrades
-- Also:    case type|ärendetyp, modified on|ändrades|ändrad den
-- Also:    resolved on|löst den|resolution date|closed on|stängd den
-- Gives:   request_type, channel

with

-- The types that every installation has say nothing of a right.
requests as (

    select
        line,
        "case number" as request_id,
        case
            when
                lower("case type") in (
                    'question', 'problem', 'request', 'fråga', 'begäran'
                )
                then ''
            else "case type"
        end as request_type,
        "created on" as received_at,
        "resolved on" as closed_on,
        coalesce("modified on", "(do not modify) modified on") as updated_at,
        "status reason" as ticket_status,
        origin as channel,
        'dynamics' as system

    from export.rows

)

select * from requests
order by line asc
