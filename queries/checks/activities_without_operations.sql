-- What:    Activities for which the record of processing does not say what is done with
-- What:    the data.
-- Reads:   register.activities
-- Needs:   activities

select
    activities.activity_id as thing_id,
    coalesce(len(activities.operations), 0) = 0 as is_found,
    activities.reviewed_on as since_on

from register.activities as activities
