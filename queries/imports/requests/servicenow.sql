-- What:    Requests as ServiceNow lists them: a list or its audit, by field names or by labels.
-- Grain:   one row of the list
-- Header:  number|nummer, opened_at|opened|öppnad|öppnat
-- Header:  state|incident_state|status|tillstånd
-- Header:  assignment_group|assignment group|tilldelningsgrupp, category|kategori
-- Header:  priority|prioritet, sys_updated_on|sys_updated_at|updated|uppdaterad
-- Also:    subcategory|underkategori
-- Also:    contact_type|contact type|channel|kontakttyp|kanal
-- Also:    resolved_at|resolved|löst, closed_at|closed|stängd
-- Also:    close_code|closed_code|resolution code|close code
-- Gives:   request_type, outcome, channel, team

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
