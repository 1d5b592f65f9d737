-- What:    Web forms that are not, or not at once, in the store that the policy names.
-- Reads:   register.submissions, policy.listeds, policy.constants
-- Needs:   submissions

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'form_minutes'

)

select
    submissions.submission_id as thing_id,
    (
        submissions.item_id is null
        or submissions.store is null
        or lower(submissions.store) not in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'form_store'
        )
        or submissions.stored_at is null
        or date_diff('minute', submissions.submitted_at, submissions.stored_at)
        > thresholds.allowed
    ) as is_found,
    submissions.submitted_at::date as since_on

from register.submissions as submissions

cross join thresholds
