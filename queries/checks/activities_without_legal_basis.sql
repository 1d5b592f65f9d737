-- What:    Activities that rest on none of the six legal bases (GDPR art. 6.1).
-- Reads:   register.activities, policy.listeds
-- Needs:   activities

select
    activities.activity_id as thing_id,
    (
        activities.legal_basis is null
        or lower(activities.legal_basis) not in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'legal_basis'
        )
    ) as is_found,
    activities.reviewed_on as since_on

from register.activities as activities
