-- What:    Records deleted while a law, a claim or a hold kept them, or a contract or employment ran.
-- Reads:   register.record_states
-- Column:  weight  bigint  rows  how many records one case stands for

select
    -- What the Anti-Money Laundering rules keep is counted, never listed
    -- (lag 2017:630 5 kap. 7 §).
    if(
        states.is_aml,
        states.system || ' ' || states.record_type,
        states.system || ' ' || states.record_id
    ) as thing_id,
    states.status = 'Gallrad för tidigt' as is_found,
    states.executed_on as since_on,
    states.count as weight

from register.record_states($as_of) as states

where not states.is_there
