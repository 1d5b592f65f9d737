-- What:    Kinds of records under the Anti-Money Laundering rules without a rule of theirs
-- What:    in force (lag 2017:630 5 kap. 3 §; from 2027-07-10 regulation 2024/1624 art. 77).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   policy.record_kinds, policy.retention_rules
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

record_kinds_in_force as (

    select * from policy.record_kinds_on($as_of)

),

aml_rules as (

    select coalesce(list(rule_id), []) as rules

    from policy.retention_rules_on($as_of)

    where is_aml

),

looked_at as (

    select
        concat_ws(' ', record_kinds.system, record_kinds.record_type) as thing_id,
        not list_has_any(record_kinds.rules, aml_rules.rules) as is_found,
        record_kinds.valid_from as since_on

    from record_kinds_in_force as record_kinds

    cross join aml_rules

    where record_kinds.is_aml

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
        count(*) > 0 as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
