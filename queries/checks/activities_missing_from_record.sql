-- What:    Activities that the policy names and the record of processing lacks.
-- Reads:   register.activities, policy.listeds
-- Needs:   register.activities, activities

select
    listeds.value as thing_id,
    lower(listeds.value) not in (
        select lower(activities.activity_type)
        from register.activities as activities
        where activities.activity_type is not null
    ) as is_found,
    listeds.valid_from as since_on

from policy.listeds_on($as_of) as listeds

where listeds.list = 'activity'
