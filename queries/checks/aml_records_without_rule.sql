-- What:    Kinds of records under the Anti-Money Laundering rules without a rule of theirs
-- What:    in force (lag 2017:630 5 kap. 3 §; from 2027-07-10 regulation 2024/1624 art. 77).
-- Reads:   policy.record_kinds, policy.retention_rules

with

aml_rules as (

    select coalesce(list(rule_id), []) as rules

    from policy.retention_rules_on($as_of)

    where is_aml

)

select
    concat_ws(' ', record_kinds.system, record_kinds.record_type) as thing_id,
    not list_has_any(record_kinds.rules, aml_rules.rules) as is_found,
    record_kinds.valid_from as since_on

from policy.record_kinds_on($as_of) as record_kinds

cross join aml_rules

where record_kinds.is_aml
