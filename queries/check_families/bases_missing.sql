-- What:    Records for which the day that their rules count from is not known.
-- Reads:   register.record_states, policy.retention_rules
-- Param:   base    varchar  what the rules count from; null for those of a method
-- Param:   method  varchar  how the rules count; null for those of a base
-- Column:  weight  bigint  rows  how many records one case stands for

with

-- Every version counts: what a rule is about does not change with its period.
counted_rules as (

    select coalesce(list(distinct rule_id), []) as rules

    from policy.retention_rules

    where base = $base or method = $method

)

select
    -- What the Anti-Money Laundering rules keep is counted, never listed
    -- (lag 2017:630 5 kap. 7 §).
    if(
        states.is_aml,
        states.system || ' ' || states.record_type,
        states.system || ' ' || states.record_id
    ) as thing_id,
    states.status = 'Underlag saknas' as is_found,
    states.exported_on as since_on,
    states.count as weight

from register.record_states($as_of) as states

cross join counted_rules

where states.is_there and list_has_any(states.rules, counted_rules.rules)
