-- What:    Every number and rule that the answers rest on, with citation and days in force.
-- Grain:   one row per rule, constant or choice, and version
-- Roles:   dpo
-- Reads:   policy.constants, policy.choices, policy.retention_rules
-- Column:  kind        varchar  -  constant, choice or retention_rule
-- Column:  name        varchar  -  its name
-- Column:  value       varchar  -  what it says
-- Column:  citation    varchar  -  where it stands
-- Column:  valid_from  date     -  first day in force
-- Column:  valid_to    date     -  last day in force; null without an end
-- Column:  decided_on  date     -  of a choice of our own: the day of decision
-- Order:   kind, name, valid_from

with

rule_versions as (

    select
        'constant' as kind,
        name,
        value::varchar || ' ' || unit as value,
        citation,
        valid_from,
        valid_to,
        decided_on

    from policy.constants

    union all

    select
        'choice' as kind,
        name,
        value,
        citation,
        valid_from,
        valid_to,
        decided_on

    from policy.choices

    union all

    select
        'retention_rule' as kind,
        rule_id as name,
        concat_ws(' ', kind, period, longest, unit, base) as value,
        citation,
        valid_from,
        valid_to,
        decided_on

    from policy.retention_rules

)

select * from rule_versions
order by kind asc, name asc, valid_from asc
