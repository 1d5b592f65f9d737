-- What:    Activities that rest on an agreement without saying which kind.
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    activities.agreement_type is null as is_found,
    activities.reviewed_on as since_on

from register.activities as activities

where
    lower(activities.legal_basis) = 'avtal'
