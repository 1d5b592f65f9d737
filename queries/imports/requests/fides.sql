-- What:    Requests as Fides lists them: the download of privacy requests.
-- Grain:   one right asked for; a request can ask for several
-- Header:  request id, time received, request type, status, deadline, last updated,
-- Header:  completed on
-- Also:    time approved/denied
-- Gives:   request_type
-- Column:  request_id     varchar  -  number in the ticket system, and the right where there are several
-- Column:  closed_on      varchar  -  as it stands; a denied request is answered by the denial
-- Order:   line, request_id

with

-- Its column Deadline is counted from the day of the download: never read.
asked_rights as (

    select
        *,
        unnest(
            coalesce(
                nullif(
                    list_filter(
                        string_split("request type", '+'), lambda part: part <> ''
                    ),
                    []
                ),
                ['']
            )
        ) as right_asked

    from export.rows

),

requests as (

    select
        line,
        case
            when contains("request type", '+')
                then concat("request id", ' ', right_asked)
            else "request id"
        end as request_id,
        right_asked as request_type,
        "time received" as received_at,
        case
            when lower(status) = 'denied'
                then coalesce(nullif("completed on", ''), "time approved/denied")
            else "completed on"
        end as closed_on,
        "last updated" as updated_at,
        status as ticket_status,
        'fides' as system

    from asked_rights

)

select * from requests
order by line asc, request_id asc
