-- What:    Decisions to keep until further notice whose day of review has passed (GDPR
-- What:    art. 5.1 e).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   policy.retention_rules
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

rules_in_force as (

    select * from policy.retention_rules_on($as_of)

),

looked_at as (

    select
        rules_in_force.rule_id as thing_id,
        rules_in_force.review_on < asked.as_of as is_found,
        rules_in_force.review_on + 1 as since_on

    from rules_in_force

    cross join asked

    where rules_in_force.kind = 'decision'

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
        (select count(*) > 0 from rules_in_force) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
