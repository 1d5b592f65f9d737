-- What:    Activities whose entry lacks something that GDPR art. 30.1 demands.
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    (
        activities.purpose is null
        or activities.has_data_categories is not true
        or activities.has_recipients is not true
        or activities.has_retention is not true
        or activities.has_security is not true
    ) as is_found,
    activities.reviewed_on as since_on

from register.activities as activities
