-- What:    Insurance distribution for which no time limit is stated.
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    activities.has_retention is not true as is_found,
    activities.reviewed_on as since_on

from register.activities as activities

where
    activities.is_distribution is not false
