-- What:    Records kept for a disciplinary case that is closed.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.record_states, policy.retention_rules, journal.holds
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

states as (

    select * from register.record_states($as_of)

),

-- Every version counts: what a rule is about does not change with its period.
counted_rules as (

    select coalesce(list(distinct rule_id), []) as rules

    from policy.retention_rules

    where base = 'discipline_closed_on'

),

looked_at as (

    select
        -- What the Anti-Money Laundering rules keep is counted, never listed
        -- (lag 2017:630 5 kap. 7 §).
        if(
            states.is_aml,
            states.system || ' ' || states.record_type,
            states.system || ' ' || states.record_id
        ) as thing_id,
        states.count,
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
        states.due_on + 1 as since_on

    from states

    cross join counted_rules

    where states.is_there and list_has_any(states.rules, counted_rules.rules)

),

counted as (

    select
        0::bigint as expected,
        coalesce(
            sum(looked_at.count) filter (where looked_at.is_found), 0
        )::bigint as found,
        coalesce(sum(looked_at.count), 0)::bigint as population,
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
