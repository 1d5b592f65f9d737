-- What:    Requests as ServiceNow lists them: a list or its audit, by field names or by labels.
-- Grain:   one row of the list
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Header:  number|nummer, opened_at|opened|öppnad|öppnat
-- Header:  state|incident_state|status|tillstånd
-- Header:  assignment_group|assignment group|tilldelningsgrupp, category|kategori
-- Header:  priority|prioritet, sys_updated_on|sys_updated_at|updated|uppdaterad
-- Also:    subcategory|underkategori
-- Also:    contact_type|contact type|channel|kontakttyp|kanal
-- Also:    resolved_at|resolved|löst, closed_at|closed|stängd
-- Also:    close_code|closed_code|resolution code|close code
-- Column:  line           bigint   -  number of the ticket's first line
-- Column:  request_id     varchar  -  number in the ticket system
-- Column:  request_type   varchar  -  the ticket system's own word
-- Column:  received_at    varchar  -  as it stands
-- Column:  closed_on      varchar  -  as it stands
-- Column:  updated_at     varchar  -  as it stands; says which row of a ticket is the newest
-- Column:  outcome        varchar  -  the ticket system's own word
-- Column:  ticket_status  varchar  -  the ticket system's own word
-- Column:  channel        varchar  -  the ticket system's own word
-- Column:  team           varchar  -  group or queue, never a person
-- Column:  system         varchar  -  the ticket system
-- Order:   line

with

requests as (

    select
        line,
        number as request_id,
        coalesce(nullif(subcategory, ''), category, subcategory) as request_type,
        opened_at as received_at,
        coalesce(nullif(resolved_at, ''), closed_at, resolved_at) as closed_on,
        sys_updated_on as updated_at,
        close_code as outcome,
        state as ticket_status,
        contact_type as channel,
        assignment_group as team,
        'servicenow' as system

    from export.rows

)

select * from requests
order by line asc
