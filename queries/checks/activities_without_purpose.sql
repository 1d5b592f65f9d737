-- What:    Activities whose purpose, role or principal the record of processing lacks
-- What:    (GDPR art. 30.1 b).
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    (
        activities.purpose is null
        or activities.role is null
        or (activities.role = 'biträde' and activities.principal is null)
    ) as is_found,
    activities.reviewed_on as since_on

from register.activities as activities
