-- What:    Rules, kinds of records and numbers that no version covers on some days, and
-- What:    kinds that name a rule which is not in force.
-- Reads:   policy.retention_rules, policy.record_kinds, policy.constants, policy.choices

with

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

    from policy.record_kinds_on($as_of)

)

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

left join policy.retention_rules_on($as_of) as rules_in_force
    on named_rules.rule_id = rules_in_force.rule_id
