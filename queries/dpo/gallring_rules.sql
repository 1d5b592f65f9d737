-- What:    The retention rules in words, what each rests on, and how many records it governs.
-- Grain:   one row per rule in force
-- Roles:   dpo
-- Reads:   policy.retention_rules, register.record_states
-- Param:   as_of       date     the day that counts as today
-- Column:  rule_id     varchar  -        the rule
-- Column:  kind        varchar  -        maximum, while_needed, statutory, justified, hold or immediate
-- Column:  gloss_sv    varchar  -        the rule in words, in Swedish
-- Column:  gloss_en    varchar  -        the rule in words, in English
-- Column:  citation    varchar  -        what it rests on
-- Column:  valid_from  date     -        in force since
-- Column:  records     bigint   records  that it governs, a series counted as one
-- Order:   rule_id

with

governed_records as (

    select
        rule_id,
        count(*) as records

    from (
        select unnest(rules) as rule_id
        from register.record_states($as_of)
    ) as governors

    group by rule_id

),

rules as (

    select
        rules_in_force.rule_id,
        rules_in_force.kind,
        rules_in_force.gloss_sv,
        rules_in_force.gloss_en,
        rules_in_force.citation,
        rules_in_force.valid_from,
        coalesce(governed_records.records, 0) as records

    from policy.retention_rules_on($as_of) as rules_in_force

    left join governed_records
        on rules_in_force.rule_id = governed_records.rule_id

)

select * from rules
order by rule_id asc
