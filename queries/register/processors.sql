-- What:    Suppliers that process personal data, and their agreements.
-- Grain:   one row per processor and service
-- Roles:   dpo
-- Reads:   imported.processors
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
-- Column:  exported_on         date       -  the export it stands in
-- Order:   processor, service

select
    processors.processor,
    processors.service,
    processors.country,
    processors.parent_processor,
    processors.has_access,
    processors.dpa_signed_on,
    processors.dpa_expires_on,
    processors.audited_on,
    processors.transfer_mechanism,
    processors.tia_on,
    processors.property_type,
    processors.linked_products,
    processors.bad_fields,
    processors.exported_on

from imported.processors as processors

order by processor asc, service asc
