-- What:    Records of sensitive data, and the consents they rest on.
-- Grain:   one row per record
-- Roles:   dpo
-- Reads:   imported.consents
-- Column:  record_id             varchar    -  the record
-- Column:  category              varchar    -  health ...
-- Column:  collected_on          date       -  when the data came
-- Column:  consent_given_on      date       -  consent given
-- Column:  consent_withdrawn_on  date       -  consent withdrawn
-- Column:  bad_fields            varchar[]  -  dates that were filled with something else
-- Column:  exported_on           date       -  the export it stands in
-- Order:   record_id

select
    consents.record_id,
    consents.category,
    consents.collected_on,
    consents.consent_given_on,
    consents.consent_withdrawn_on,
    consents.bad_fields,
    consents.exported_on

from imported.consents as consents

order by record_id asc
