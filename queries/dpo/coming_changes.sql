-- What:    Rules, kinds of records, numbers and choices that begin, change or end within 24 months.
-- Grain:   one row per change
-- Roles:   dpo
-- Reads:   policy.retention_rules, policy.record_kinds, policy.constants, policy.choices
-- Param:   as_of      date     the day that counts as today
-- Column:  change_on    date     -  first day on which it is so
-- Column:  name         varchar  -  the rule, kind of record, number or choice
-- Column:  change       varchar  -  begins, changes or ends
-- Column:  said_before  varchar  -  what it says until then
-- Column:  said_after   varchar  -  what it says from then on
-- Column:  citation     varchar  -  what the change rests on
-- Order:   change_on, then name

with

asked as (

    select
        $as_of::date as as_of,
        ($as_of::date + to_months(24))::date as last_on

),

versions as (

    select
        rule_id as name,
        concat_ws(
            ' ', kind, period, longest, unit,
            if(unit <> '' and base <> '', 'counted_from', null), base
        ) as said,
        citation,
        valid_from,
        valid_to

    from policy.retention_rules

    union all

    select
        concat_ws(' ', system, record_type) as name,
        coalesce(nullif(array_to_string(rules, ', '), ''), '–') as said,
        citation,
        valid_from,
        valid_to

    from policy.record_kinds

    union all

    select
        name,
        concat_ws(' ', value, unit) as said,
        citation,
        valid_from,
        valid_to

    from policy.constants

    union all

    select
        name,
        value as said,
        citation,
        valid_from,
        valid_to

    from policy.choices

),

beginnings as (

    select
        after.valid_from as change_on,
        after.name,
        if(before.name is null, 'begins', 'changes') as change,
        before.said as said_before,
        after.said as said_after,
        after.citation

    from versions as after

    left join versions as before
        on after.name = before.name and after.valid_from = before.valid_to + 1

),

endings as (

    select
        before.valid_to + 1 as change_on,
        before.name,
        'ends' as change,
        before.said as said_before,
        null::varchar as said_after,
        before.citation

    from versions as before

    left join versions as after
        on before.name = after.name and before.valid_to + 1 = after.valid_from

    where after.name is null

),

all_changes as (

    select * from beginnings
    union all
    select * from endings

),

changes as (

    select all_changes.*

    from all_changes

    cross join asked

    where
        all_changes.change_on > asked.as_of
        and all_changes.change_on <= asked.last_on

)

select * from changes
order by change_on asc, name asc, change asc
