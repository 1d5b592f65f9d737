-- What:    Web forms that are not, or not at once, in the store that the policy names.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.submissions, policy.listeds, policy.constants,
-- Reads:   register.delivered_sources
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there are
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Column:  has_data     boolean    -      the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

constants_in_force as (

    select * from policy.constants_on($as_of)

),

listeds_in_force as (

    select * from policy.listeds_on($as_of)

),

thresholds as (

    select
        any_value(constants.value)::integer
            as allowed

    from constants_in_force as constants

    where constants.name = 'form_minutes'

),

looked_at as (

    select
        submissions.submission_id as thing_id,
        (
            submissions.item_id is null
            or submissions.store is null
            or lower(submissions.store) not in (
                select lower(listeds.value)
                from listeds_in_force as listeds
                where listeds.list = 'form_store'
            )
            or submissions.stored_at is null
            or date_diff('minute', submissions.submitted_at, submissions.stored_at)
            > thresholds.allowed
        ) as is_found,
        submissions.submitted_at::date as since_on

    from register.submissions as submissions

    cross join thresholds

),

counted as (

    select
        0::bigint as expected,
        count(*) filter (where looked_at.is_found) as found,
        count(*) as population,
        min(looked_at.since_on) filter (
            where looked_at.is_found and looked_at.since_on <= asked.as_of
        ) as since_on,
        coalesce(
            list_slice(
                list(distinct looked_at.thing_id order by looked_at.thing_id) filter (
                    where looked_at.is_found
                ),
                1, 20
            ),
            []
        ) as example_ids,
        count(*) > 0 or exists (
            select 1
            from register.delivered_sources as delivered
            where delivered.source = 'submissions'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
