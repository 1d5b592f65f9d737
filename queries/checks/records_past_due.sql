-- What:    Records past their day of gallring that no hold keeps.
-- Reads:   register.record_states, journal.holds
-- Column:  weight  bigint  rows  how many records one case stands for

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

where states.is_there
