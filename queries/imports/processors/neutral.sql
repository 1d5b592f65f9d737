-- What:    Suppliers that process personal data, and their agreements.
-- Grain:   one processor and service
-- Roles:   import
-- Reads:   export.rows
-- Table:   processors
-- Header:  processor, service, country, parent_processor, has_access, dpa_signed_on,
-- Header:  dpa_expires_on, audited_on, transfer_mechanism, tia_on, property_type,
-- Header:  linked_products
-- Column:  processor           varchar    -  the supplier
-- Column:  service             varchar    -  what it does
-- Column:  country             varchar    -  where it processes, two letters
-- Column:  parent_processor    varchar    -  the processor it works under, when a sub-processor
-- Column:  has_access          boolean    -  it can reach personal data
-- Column:  dpa_signed_on       date       -  the processing agreement was signed
-- Column:  dpa_expires_on      date       -  the agreement ends
-- Column:  audited_on          date       -  last audited
-- Column:  transfer_mechanism  varchar    -  what a transfer to a third country rests on
-- Column:  tia_on              date       -  the transfer was assessed
-- Column:  property_type       varchar    -  for an analysis tool: its kind, as GA4 or UA
-- Column:  linked_products     varchar[]  -  products that an analysis tool passes data to, separated by ;
-- Column:  bad_fields          varchar[]  -  dates that were filled with something else
-- Order:   processor, service

with

typed_rows as (

    select
        nullif(entries.processor, '') as processor,
        nullif(entries.service, '') as service,
        nullif(entries.country, '') as country,
        nullif(entries.parent_processor, '') as parent_processor,
        try_cast(entries.has_access as boolean) as has_access,
        try_cast(entries.dpa_signed_on as date) as dpa_signed_on,
        try_cast(entries.dpa_expires_on as date) as dpa_expires_on,
        try_cast(entries.audited_on as date) as audited_on,
        nullif(entries.transfer_mechanism, '') as transfer_mechanism,
        try_cast(entries.tia_on as date) as tia_on,
        nullif(entries.property_type, '') as property_type,
        regexp_split_to_array(
            nullif(entries.linked_products, ''), '\s*;\s*'
        ) as linked_products,
        list_filter(
            [
                case
                    when
                        entries.dpa_signed_on <> ''
                        and try_cast(entries.dpa_signed_on as date) is null
                        then 'dpa_signed_on'
                end,
                case
                    when
                        entries.dpa_expires_on <> ''
                        and try_cast(entries.dpa_expires_on as date) is null
                        then 'dpa_expires_on'
                end,
                case
                    when
                        entries.audited_on <> ''
                        and try_cast(entries.audited_on as date) is null
                        then 'audited_on'
                end,
                case
                    when
                        entries.tia_on <> ''
                        and try_cast(entries.tia_on as date) is null
                        then 'tia_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by processor asc, service asc
