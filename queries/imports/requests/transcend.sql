-- What:    Requests as Transcend lists them: an export of privacy requests.
-- Grain:   one request
-- Header:  request id, created at, request type, status, data subject type, origin
-- Header:  silent mode, is test request
-- Also:    closed at|completed at, updated at
-- Gives:   request_type, channel

with

-- A test request concerns nobody.
marked_requests as (

    select
        *,
        coalesce(lower("is test request") = 'true', false) as is_test

    from export.rows

),

requests as (

    select
        line,
        "request id" as request_id,
        "request type" as request_type,
        "created at" as received_at,
        "closed at" as closed_on,
        "updated at" as updated_at,
        status as ticket_status,
        origin as channel,
        'transcend' as system

    from marked_requests

    where not is_test

)

select * from requests
order by line asc
