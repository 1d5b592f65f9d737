-- What:    Requests as Transcend lists them: an export of privacy requests.
-- Grain:   one request
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Header:  request id, created at, request type, status, data subject type, origin
-- Header:  silent mode, is test request
-- Also:    closed at|completed at, updated at
-- Column:  line           bigint   -  number of the ticket's first line
-- Column:  request_id     varchar  -  number in the ticket system
-- Column:  request_type   varchar  -  the ticket system's own word
-- Column:  received_at    varchar  -  as it stands
-- Column:  closed_on      varchar  -  as it stands
-- Column:  updated_at     varchar  -  as it stands; says which row of a ticket is the newest
-- Column:  ticket_status  varchar  -  the ticket system's own word
-- Column:  channel        varchar  -  the ticket system's own word
-- Column:  system         varchar  -  the ticket system
-- Order:   line

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
