-- What:    Applications for licence, certificate or joining.
-- Grain:   one application
-- Roles:   import
-- Reads:   export.rows
-- Table:   applications
-- Header:  application_id, received_on, decided_on, outcome
-- Column:  application_id  varchar    -  the application
-- Column:  received_on     date       -  received
-- Column:  decided_on      date       -  decided or withdrawn
-- Column:  outcome         varchar    -  granted, rejected, withdrawn
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Order:   application_id

with

typed_rows as (

    select
        nullif(entries.application_id, '') as application_id,
        try_cast(entries.received_on as date) as received_on,
        try_cast(entries.decided_on as date) as decided_on,
        nullif(entries.outcome, '') as outcome,
        list_filter(
            [
                case
                    when
                        entries.received_on <> ''
                        and try_cast(entries.received_on as date) is null
                        then 'received_on'
                end,
                case
                    when
                        entries.decided_on <> ''
                        and try_cast(entries.decided_on as date) is null
                        then 'decided_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by application_id asc
