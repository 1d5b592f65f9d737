-- What:    Disclosures without a purpose.
-- Reads:   register.disclosures
-- Needs:   disclosures

select
    disclosures.disclosure_id as thing_id,
    disclosures.purpose_code is null as is_found,
    disclosures.disclosed_on as since_on

from register.disclosures as disclosures
