-- What:    The access log of systems with sensitive data.
-- Grain:   one row per access
-- Roles:   dpo
-- Reads:   imported.accesses
-- Column:  access_id    varchar    -  the access
-- Column:  account_id   varchar    -  the account
-- Column:  system       varchar    -  the system
-- Column:  accessed_on  date       -  when
-- Column:  case_id      varchar    -  the case it was for
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Column:  exported_on  date       -  the export it stands in
-- Order:   access_id

select
    accesses.access_id,
    accesses.account_id,
    accesses.system,
    accesses.accessed_on,
    accesses.case_id,
    accesses.bad_fields,
    accesses.exported_on

from imported.accesses as accesses

order by access_id asc
