-- What:    Other purposes that no legal basis of their own carries.
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    (
        activities.secondary_purpose is not null
        and activities.secondary_basis is null
    ) as is_found,
    activities.reviewed_on as since_on

from register.activities as activities
