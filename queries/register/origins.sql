-- What:    Where records came from.
-- Grain:   one row per record
-- Roles:   dpo
-- Reads:   imported.origins
-- Column:  record_id        varchar    -  the record
-- Column:  origin           varchar    -  individual, representative, employer, public, authority, log, cookie
-- Column:  obtained_on      date       -  when
-- Column:  art14_notice_on  date       -  the person was told (GDPR art. 14)
-- Column:  bad_fields       varchar[]  -  dates that were filled with something else
-- Column:  exported_on      date       -  the export it stands in
-- Order:   record_id

select
    origins.record_id,
    origins.origin,
    origins.obtained_on,
    origins.art14_notice_on,
    origins.bad_fields,
    origins.exported_on

from imported.origins as origins

order by record_id asc
