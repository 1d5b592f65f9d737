-- What:    Disclosures that rest on no legal basis.
-- Reads:   register.disclosures
-- Needs:   disclosures

select
    disclosures.disclosure_id as thing_id,
    disclosures.legal_basis is null as is_found,
    disclosures.disclosed_on as since_on

from register.disclosures as disclosures
