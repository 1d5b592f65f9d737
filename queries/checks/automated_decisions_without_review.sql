-- What:    Decisions by machine alone that no person can review (GDPR art. 22.3).
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    (
        activities.has_automated_decision is not false
        and activities.has_human_review is not true
    ) as is_found,
    activities.reviewed_on as since_on

from register.activities as activities
