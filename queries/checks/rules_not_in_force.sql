-- What:    Rules, kinds of records and numbers that no version covers on some days, and
-- What:    kinds that name a rule which is not in force.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   policy.retention_rules, policy.record_kinds, policy.constants, policy.choices
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

kinds_in_force as (

    select * from policy.record_kinds_on($as_of)

),

rules_in_force as (

    select * from policy.retention_rules_on($as_of)

),

versions as (

    select
        rule_id as thing_id,
        valid_from,
        valid_to

    from policy.retention_rules

    union all

    select
        concat_ws(' ', system, record_type) as thing_id,
        valid_from,
        valid_to

    from policy.record_kinds

    union all

    select
        name as thing_id,
        valid_from,
        valid_to

    from policy.constants

    union all

    select
        name as thing_id,
        valid_from,
        valid_to

    from policy.choices

),

gaps as (

    select
        thing_id,
        valid_to + 1 as since_on,
        lead(valid_from) over (
            partition by thing_id order by valid_from nulls first
        ) as next_from

    from versions

),

named_rules as (

    select
        concat_ws(' ', system, record_type) as thing_id,
        unnest(rules) as rule_id,
        valid_from

    from kinds_in_force

),

looked_at as (

    select
        thing_id,
        coalesce(next_from > since_on, false) as is_found,
        since_on

    from gaps

    union all

    select
        named_rules.thing_id || ' ' || named_rules.rule_id as thing_id,
        rules_in_force.rule_id is null as is_found,
        named_rules.valid_from as since_on

    from named_rules

    left join rules_in_force
        on named_rules.rule_id = rules_in_force.rule_id

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
