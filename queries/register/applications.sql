-- What:    Applications for licence, certificate or joining.
-- Grain:   one row per application
-- Roles:   dpo
-- Reads:   imported.applications
-- Column:  application_id  varchar    -  the application
-- Column:  received_on     date       -  received
-- Column:  decided_on      date       -  decided or withdrawn
-- Column:  outcome         varchar    -  granted, rejected, withdrawn
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Column:  exported_on     date       -  the export it stands in
-- Order:   application_id

select
    applications.application_id,
    applications.received_on,
    applications.decided_on,
    applications.outcome,
    applications.bad_fields,
    applications.exported_on

from imported.applications as applications

order by application_id asc
