-- What:    The rules that govern records of a group, and the days on which they do.
-- Grain:   one row per group, stretch of days with the same rules, and rule
-- Roles:   dpo
-- Reads:   register.record_groups, policy.record_kinds, policy.retention_rules, policy.constants
-- Column:  system        varchar    -       the system that holds the records
-- Column:  record_type   varchar    -       kind of record
-- Column:  is_own        boolean    -       the records name their own rules
-- Column:  named_rules   varchar[]  -       the rules that they name themselves, or by a flag
-- Column:  valid_from    date       -       first day of the stretch; null since always
-- Column:  valid_to      date       -       last day of the stretch; null without an end
-- Column:  rule_id       varchar    -       the rule; null when none governs
-- Column:  is_in_force   boolean    -       the rule has a version in force; false for a rule that is named and is not
-- Column:  is_aml        boolean    -       kept for the Anti-Money Laundering rules, by kind or rule
-- Column:  kind          varchar    -       maximum, while_needed, statutory, justified, hold, immediate, minimum, range, decision
-- Column:  method        varchar    -       how the last day is computed
-- Column:  base          varchar    -       the day counted from
-- Column:  period        integer    -       how many units
-- Column:  longest       integer    -       of a range: how many units at most
-- Column:  unit          varchar    -       hours, days, months, years or none
-- Column:  final_months  integer    months  from the final position of an insurer
-- Order:   system, record_type, is_own, named_rules, valid_from, rule_id

with

groups as (

    select
        row_number() over () as group_number,
        system,
        record_type,
        is_own,
        named_rules

    from register.record_groups

    group by system, record_type, is_own, named_rules

),

kinds as (

    select
        groups.group_number,
        if(groups.is_own, [], record_kinds.rules) as rules,
        record_kinds.is_aml,
        coalesce(record_kinds.valid_from, date '0001-01-01') as valid_from,
        coalesce(record_kinds.valid_to, date '9999-12-31') as valid_to

    from groups

    inner join policy.record_kinds as record_kinds
        on
            groups.system = record_kinds.system
            and groups.record_type = record_kinds.record_type

),

versions as (

    select
        rule_id,
        kind,
        method,
        base,
        period,
        longest,
        unit,
        coalesce(valid_from, date '0001-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to

    from policy.retention_rules

),

aml_rules as (

    select distinct rule_id

    from policy.retention_rules

    where is_aml

),

final_positions as (

    select
        value::integer as final_months,
        coalesce(valid_from, date '0001-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to

    from policy.constants

    where name = 'final_position_months'

),

possible_rules as (

    select
        group_number,
        unnest(named_rules) as rule_id

    from groups

    union

    select
        group_number,
        unnest(rules) as rule_id

    from kinds

),

-- The days on which something begins, or no longer is.
turning_days as (

    select
        group_number,
        date '0001-01-01' as day

    from groups

    union

    select
        group_number,
        unnest([valid_from, if(valid_to < '9999-12-31', valid_to + 1, null)]) as day

    from kinds

    union

    select
        possible_rules.group_number,
        unnest([
            versions.valid_from,
            if(versions.valid_to < '9999-12-31', versions.valid_to + 1, null)
        ]) as day

    from possible_rules

    inner join versions
        on possible_rules.rule_id = versions.rule_id

    union

    select
        possible_rules.group_number,
        unnest([
            final_positions.valid_from,
            if(
                final_positions.valid_to < '9999-12-31',
                final_positions.valid_to + 1,
                null
            )
        ]) as day

    from possible_rules

    inner join versions
        on possible_rules.rule_id = versions.rule_id and versions.method = 'claim'

    cross join final_positions

),

short_stretches as (

    select
        groups.group_number,
        groups.named_rules,
        turning_days.day as valid_from,
        lead(turning_days.day) over (
            partition by groups.group_number order by turning_days.day
        ) as next_from

    from groups

    inner join turning_days
        on groups.group_number = turning_days.group_number

    where turning_days.day is not null

),

governed_stretches as (

    select
        short_stretches.group_number,
        short_stretches.valid_from,
        short_stretches.next_from,
        coalesce(kinds.is_aml, false) as is_aml_kind,
        list_sort(
            list_distinct(
                list_concat(coalesce(kinds.rules, []), short_stretches.named_rules)
            )
        ) as rules

    from short_stretches

    left join kinds
        on
            short_stretches.group_number = kinds.group_number
            and short_stretches.valid_from between kinds.valid_from and kinds.valid_to

),

stretch_rules as (

    select
        group_number,
        valid_from,
        next_from,
        is_aml_kind,
        unnest(if(len(rules) = 0, [null], rules)) as rule_id

    from governed_stretches

),

versioned_rules as (

    select
        stretch_rules.*,
        versions.rule_id is not null as is_in_force,
        aml_rules.rule_id is not null as is_aml_rule,
        versions.kind,
        versions.method,
        versions.base,
        versions.period,
        versions.longest,
        versions.unit,
        if(versions.method = 'claim', final_positions.final_months, null)
            as final_months

    from stretch_rules

    left join versions
        on
            stretch_rules.rule_id = versions.rule_id
            and stretch_rules.valid_from >= versions.valid_from
            and stretch_rules.valid_from <= versions.valid_to

    left join aml_rules
        on stretch_rules.rule_id = aml_rules.rule_id

    left join final_positions
        on
            stretch_rules.valid_from
            between final_positions.valid_from and final_positions.valid_to

),

said_stretches as (

    select
        group_number,
        valid_from,
        next_from,
        list(
            {
                'rule_id': rule_id,
                'is_in_force': is_in_force,
                'is_aml': is_aml_kind or is_aml_rule,
                'kind': kind,
                'method': method,
                'base': base,
                'period': period,
                'longest': longest,
                'unit': unit,
                'final_months': final_months
            }
            order by rule_id
        ) as governors

    from versioned_rules

    group by group_number, valid_from, next_from

),

-- Where nothing differs, a stretch goes on.
changes as (

    select *

    from said_stretches

    qualify
        governors is distinct from lag(governors) over (
            partition by group_number order by valid_from
        )

),

stretches as (

    select
        group_number,
        if(valid_from = '0001-01-01', null, valid_from) as valid_from,
        lead(valid_from) over (partition by group_number order by valid_from) - 1
            as valid_to,
        unnest(governors) as governor

    from changes

),

governing_rules as (

    select
        groups.system,
        groups.record_type,
        groups.is_own,
        groups.named_rules,
        stretches.valid_from,
        stretches.valid_to,
        stretches.governor['rule_id'] as rule_id,
        stretches.governor['is_in_force'] as is_in_force,
        stretches.governor['is_aml'] as is_aml,
        stretches.governor['kind'] as kind,
        stretches.governor['method'] as method,
        stretches.governor['base'] as base,
        stretches.governor['period'] as period,
        stretches.governor['longest'] as longest,
        stretches.governor['unit'] as unit,
        stretches.governor['final_months'] as final_months

    from stretches

    inner join groups
        on stretches.group_number = groups.group_number

)

select * from governing_rules
order by
    system asc,
    record_type asc,
    is_own asc,
    named_rules asc,
    valid_from asc nulls first,
    rule_id asc
