-- What:    Records past their day of gallring that no hold keeps, of some rules or all.
-- Reads:   register.record_states, policy.retention_rules, journal.holds
-- Param:   rule  varchar  one rule; null for others
-- Param:   base  varchar  what the rules count from; null for others
-- Column:  weight  bigint  rows  how many records one case stands for

with

-- Every version counts: what a rule is about does not change with its period.
counted_rules as (

    select coalesce(list(distinct rule_id), []) as rules

    from policy.retention_rules

    where base = $base

)

select
    -- What the Anti-Money Laundering rules keep is counted, never listed
    -- (lag 2017:630 5 kap. 7 §).
    if(
        states.is_aml,
        states.system || ' ' || states.record_type,
        states.system || ' ' || states.record_id
    ) as thing_id,
    (
        states.status = 'Försenad gallring'
        and not exists (
            select 1
            from journal.holds as holds
            where
                holds.system = states.system
                and holds.record_type = states.record_type
                and coalesce(holds.record_id, states.record_id) = states.record_id
        )
    ) as is_found,
    states.due_on + 1 as since_on,
    states.count as weight

from register.record_states($as_of) as states

cross join counted_rules

where
    states.is_there
    and states.status not in ('Underlag saknas', 'Ogiltigt datum')
    and (
        coalesce($rule, $base) is null
        or list_contains(states.rules, $rule)
        or list_has_any(states.rules, counted_rules.rules)
    )
