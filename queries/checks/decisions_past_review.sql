-- What:    Decisions to keep until further notice whose day of review has passed (GDPR
-- What:    art. 5.1 e).
-- Reads:   policy.retention_rules
-- Needs:   policy.retention_rules

select
    rules_in_force.rule_id as thing_id,
    rules_in_force.review_on < $as_of::date as is_found,
    rules_in_force.review_on + 1 as since_on

from policy.retention_rules_on($as_of) as rules_in_force

where rules_in_force.kind = 'decision'
