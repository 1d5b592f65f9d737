-- What:    The disclosure log.
-- Grain:   one row per disclosure
-- Roles:   dpo
-- Reads:   imported.disclosures
-- Column:  disclosure_id   varchar    -  the disclosure
-- Column:  disclosed_on    date       -  when
-- Column:  recipient       varchar    -  to whom
-- Column:  recipient_type  varchar    -  authority, insurer, partner ...
-- Column:  legal_basis     varchar    -  what it rests on
-- Column:  purpose_code    varchar    -  for which purpose
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Column:  exported_on     date       -  the export it stands in
-- Order:   disclosure_id

select
    disclosures.disclosure_id,
    disclosures.disclosed_on,
    disclosures.recipient,
    disclosures.recipient_type,
    disclosures.legal_basis,
    disclosures.purpose_code,
    disclosures.bad_fields,
    disclosures.exported_on

from imported.disclosures as disclosures

order by disclosure_id asc
