-- What:    Open requests for erasure against what keeps each kind of record; never a kind under penningtvättslagen (5 kap. 7 §).
-- Grain:   one row per open erasure request, system and kind of record
-- Roles:   dpo
-- Reads:   register.deadlines, policy.record_kinds, policy.retention_rules, policy.constants, journal.holds
-- Param:   as_of              date       the day that counts as today
-- Column:  request_system     varchar    -      the ticket system
-- Column:  request_id         varchar    -      number in the ticket system
-- Column:  received_on        date       -      day in Europe/Stockholm
-- Column:  statutory_due_on   date       -      last day to answer
-- Column:  system             varchar    -      the system that holds the records
-- Column:  record_type        varchar    -      the kind of record
-- Column:  keeping_rules      varchar[]  -      retention rules that keep it against the request
-- Column:  citations          varchar[]  -      where they come from
-- Column:  open_holds         bigint     holds  open holds on records of the kind
-- Column:  is_held_whole      boolean    -      one of them covers the whole kind
-- Column:  is_open_ended      boolean    -      a rule without an end, or one the policy does not explain
-- Column:  grantable_on       date       -      everything of the kind held at receipt may be erased from this day; null while nothing can be said
-- Order:   statutory_due_on, then request_id, system, record_type

with

asked as (

    select $as_of::date as as_of

),

deadlines as (

    select * from register.deadlines($as_of)

),

open_erasures as (

    select
        deadlines.system as request_system,
        deadlines.request_id,
        deadlines.received_on,
        deadlines.statutory_due_on,
        asked.as_of

    from deadlines

    cross join asked

    where
        deadlines.right_used = 'radering'
        and deadlines.closed_on is null
        and deadlines.fault is null

),

-- That such records exist must not be told, so the kind is not listed at all.
record_kinds as (

    select
        system,
        record_type,
        coalesce(last(rules order by valid_from), []) as rules

    from policy.record_kinds

    group by system, record_type

    having
        not bool_or(coalesce(is_aml, false))
        and not bool_or(
            list_bool_or(
                list_transform(
                    coalesce(rules, []), lambda rule_id: starts_with(rule_id, 'PTL')
                )
            ) is true
        )

),

kind_rules as (

    select
        system,
        record_type,
        unnest(rules) as rule_id

    from record_kinds

),

rules_in_force as (

    select
        open_erasures.request_system,
        open_erasures.request_id,
        kind_rules.system,
        kind_rules.record_type,
        kind_rules.rule_id,
        any_value(open_erasures.received_on) as received_on,
        last(retention_rules.kind order by retention_rules.valid_from) as kind,
        last(retention_rules.base order by retention_rules.valid_from) as base,
        last(retention_rules.period order by retention_rules.valid_from) as period,
        last(retention_rules.unit order by retention_rules.valid_from) as unit,
        last(retention_rules.citation order by retention_rules.valid_from) as citation

    from open_erasures

    cross join kind_rules

    left join policy.retention_rules as retention_rules
        on
            kind_rules.rule_id = retention_rules.rule_id
            and open_erasures.received_on >= retention_rules.valid_from

    group by
        open_erasures.request_system,
        open_erasures.request_id,
        kind_rules.system,
        kind_rules.record_type,
        kind_rules.rule_id

),

-- Where the policy names no month, fiscal years end with the calendar's.
fiscal_years as (

    select coalesce(last(value order by valid_from), 12) as end_month

    from policy.constants

    where name = 'fiscal_year_end_month'

),

-- A rule that says until when keeps nothing; a duty, a need or a hold does.
keeping_rules as (

    select
        rules_in_force.*,
        fiscal_years.end_month

    from rules_in_force

    cross join fiscal_years

    where
        rules_in_force.kind in ('statutory', 'justified', 'hold')
        or rules_in_force.kind is null

),

-- The newest record that can have been there at receipt is the last to be free: kept
-- through a day, free the day after.
rule_ends as (

    select
        *,
        case
            when base = 'fiscal_year_end' and month(received_on) > end_month
                then make_date(year(received_on) + period + 2, 1, 1)
            when base = 'fiscal_year_end'
                then make_date(year(received_on) + period + 1, 1, 1)
            when unit = 'years'
                then cast(received_on + to_years(period) + to_days(1) as date)
            when unit = 'months'
                then cast(received_on + to_months(period) + to_days(1) as date)
            when unit = 'days' then received_on + period + 1
        end as free_on

    from keeping_rules

),

kept_kinds as (

    select
        request_system,
        request_id,
        system,
        record_type,
        list(rule_id order by rule_id) as keeping_rules,
        list(citation order by rule_id) filter (where citation is not null)
            as citations,
        bool_or(free_on is null) as is_open_ended,
        max(free_on) as free_on

    from rule_ends

    group by request_system, request_id, system, record_type

),

held_kinds as (

    select
        system,
        record_type,
        count(*) as open_holds,
        bool_or(record_id is null) as is_held_whole

    from journal.holds

    group by system, record_type

),

erasures as (

    select
        open_erasures.request_system,
        open_erasures.request_id,
        open_erasures.received_on,
        open_erasures.statutory_due_on,
        record_kinds.system,
        record_kinds.record_type,
        coalesce(kept_kinds.keeping_rules, []) as keeping_rules,
        coalesce(kept_kinds.citations, []) as citations,
        coalesce(held_kinds.open_holds, 0) as open_holds,
        coalesce(held_kinds.is_held_whole, false) as is_held_whole,
        coalesce(kept_kinds.is_open_ended, false) as is_open_ended,
        case
            when
                not coalesce(held_kinds.is_held_whole, false)
                and not coalesce(kept_kinds.is_open_ended, false)
                then greatest(open_erasures.as_of, kept_kinds.free_on)
        end as grantable_on

    from open_erasures

    cross join record_kinds

    left join kept_kinds
        on
            open_erasures.request_system = kept_kinds.request_system
            and open_erasures.request_id = kept_kinds.request_id
            and record_kinds.system = kept_kinds.system
            and record_kinds.record_type = kept_kinds.record_type

    left join held_kinds
        on
            record_kinds.system = held_kinds.system
            and record_kinds.record_type = held_kinds.record_type

)

select * from erasures
order by
    statutory_due_on asc,
    request_id asc,
    request_system asc,
    system asc,
    record_type asc
