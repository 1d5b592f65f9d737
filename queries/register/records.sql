-- What:    Records with the rule that decides over them and the day they are due, on each day.
-- Grain:   one row per record or series of records, and stretch of days with the same rules
-- Roles:   dpo
-- Reads:   imported.records, register.record_rules
-- Column:  system          varchar    -        the system that holds it
-- Column:  record_type     varchar    -        kind of record
-- Column:  record_id       varchar    -        number in the system
-- Column:  count           bigint     records  in a series
-- Column:  valid_from      date       -        first day of the stretch; null since always
-- Column:  valid_to        date       -        last day of the stretch; null without an end
-- Column:  rules           varchar[]  -        the rules that govern it
-- Column:  is_aml          boolean    -        kept for the Anti-Money Laundering rules, which may not be revealed
-- Column:  is_open         boolean    -        a rule has no end yet
-- Column:  is_missing      boolean    -        a day to count from, a flag or the count is not known, or a rule is not in force
-- Column:  is_unruled      boolean    -        a rule that it names is not in force
-- Column:  is_unstated     boolean    -        the policy says no day to count from
-- Column:  keep_until_on   date       -        last day it must be kept
-- Column:  due_on          date       -        day of gallring; null while open or unknown
-- Column:  hold_until_on   date       -        last day that law, claim or hold keeps it
-- Column:  is_held         boolean    -        a law, claim or hold without end keeps it
-- Column:  needed_until_on  date       -        last day that any rule but a maximum keeps it
-- Column:  is_running      boolean    -        a rule but a maximum has no end yet: a contract runs, a person is employed
-- Column:  latest_base_on  date       -        latest day counted from that has to have happened
-- Column:  deciding_rule   varchar    -        the rule, or rules, that decide
-- Column:  falls_due_on    date       -        first day that it is due by the rules of that day, within the stretch or later
-- Column:  falling_rule    varchar    -        the rule, or rules, that decide on that day
-- Column:  executed_on     date       -        day it was deleted, when it says so
-- Column:  exported_on     date       -        the inventory it stands in
-- Column:  has_bad_date    boolean    -        a value that is no date
-- Column:  bad_fields      varchar[]  -        the columns whose cell cannot be read
-- Column:  record_number   bigint     -        its number in register.record_rules
-- Order:   system, record_type, record_id, valid_from
-- Parts:   record_number of register.record_rules

with

latest_rules as (

    select
        record_number,
        valid_from,
        max(due_on) as latest_due_on

    from register.record_rules

    where
        record_number >= coalesce(getvariable('first_number'), 0)
        and record_number <= coalesce(getvariable('last_number'), record_number)

    group by record_number, valid_from

),

-- An aggregate in order costs three times as much as sorting the short list that it gave.
decided_records as (

    select
        record_rules.record_number,
        record_rules.valid_from,
        any_value(record_rules.valid_to) as valid_to,
        coalesce(
            list_sort(
                list(record_rules.rule_id) filter (
                    where record_rules.rule_id is not null
                )
            ),
            []
        ) as rules,
        bool_or(record_rules.is_aml) as is_aml,
        coalesce(bool_or(record_rules.is_open), false) as is_open,
        bool_or(record_rules.is_missing) as is_missing,
        bool_or(record_rules.is_unstated) as is_unstated,
        bool_and(record_rules.kind = 'minimum') as is_floor,
        bool_or(record_rules.rule_id is not null and not record_rules.is_in_force)
            as is_unruled,
        max(record_rules.keep_until_on) filter (
            where record_rules.due_on = latest_rules.latest_due_on
        ) as keep_until_on,
        any_value(latest_rules.latest_due_on) as latest_due_on,
        max(record_rules.keep_until_on) filter (
            where record_rules.kind in ('statutory', 'justified', 'hold')
        ) as hold_until_on,
        coalesce(
            bool_or(record_rules.is_open) filter (
                where record_rules.kind in ('statutory', 'justified', 'hold')
            ),
            false
        ) as is_held,
        max(record_rules.keep_until_on) as needed_until_on,
        coalesce(
            bool_or(record_rules.is_open) filter (
                where record_rules.kind not in ('maximum', 'immediate')
            ),
            false
        ) as is_running,
        max(record_rules.base_on) filter (where record_rules.is_happened)
            as latest_base_on,
        list(record_rules.rule_id) filter (
            where record_rules.due_on = latest_rules.latest_due_on
        ) as last_rules,
        list(record_rules.rule_id) filter (where record_rules.is_open) as open_rules

    from register.record_rules as record_rules

    inner join latest_rules
        on
            record_rules.record_number = latest_rules.record_number
            and record_rules.valid_from is not distinct from latest_rules.valid_from

    group by record_rules.record_number, record_rules.valid_from

),

-- An unreadable day is no possible date; anything else unreadable is not known.
read_records as not materialized (

    select
        *,
        rowid as record_number,
        list_has_any(
            bad_fields,
            [
                'system', 'record_type', 'record_id', 'count', 'contract_active',
                'employed', 'fy_end_mmdd', 'relation_active', 'consent_active',
                'discipline_open', 'hold_open', 'restriction_open', 'rules'
            ]
        ) as has_unknown

    from imported.records

),

known_records as (

    select
        decided_records.* replace (
            decided_records.is_missing or read_records.has_unknown as is_missing
        )

    from decided_records

    inner join read_records
        on decided_records.record_number = read_records.record_number

),

due_records as (

    select
        * exclude (keep_until_on, latest_due_on, last_rules, open_rules),
        valid_to + 1 as next_from,
        if(is_open or is_missing, null, keep_until_on) as rule_keep_on,
        -- Where the policy says only how long at least, no day of gallring follows.
        if(is_open or is_missing or coalesce(is_floor, false), null, latest_due_on)
            as rule_due_on,
        case
            when is_missing then null
            when is_open then array_to_string(list_sort(open_rules), '+')
            else array_to_string(list_sort(last_rules), '+')
        end as deciding_rule

    from known_records

),

-- What the rules of an earlier day kept was not due on that day.
kept_records as (

    select
        *,
        max(
            case
                when is_open and not is_missing then next_from
                when
                    coalesce(rule_due_on, rule_keep_on + 1)
                    > coalesce(valid_from, '0001-01-01')
                    then least(coalesce(rule_due_on, rule_keep_on + 1), next_from)
            end
        ) over (
            partition by record_number
            order by valid_from nulls first
            rows between unbounded preceding and 1 preceding
        ) as kept_from

    from due_records

),

settled_records as (

    select
        * exclude (rule_keep_on, rule_due_on),
        if(rule_due_on is null, null, greatest(rule_due_on, kept_from)) as due_on,
        if(kept_from > rule_due_on, kept_from - 1, rule_keep_on) as keep_until_on,
        case
            when
                rule_due_on is not null
                and greatest(rule_due_on, kept_from, valid_from)
                <= coalesce(valid_to, '9999-12-31')
                then greatest(rule_due_on, kept_from, valid_from)
        end as due_within_on

    from kept_records

),

-- A day within a later stretch is a later day: the next there is is the first.
falling_records as (

    select
        *,
        lead(
            if(
                due_within_on is null,
                null,
                struct_pack(due_on := due_within_on, rule := deciding_rule)
            ) ignore nulls
        ) over (partition by record_number order by valid_from nulls first)
            as falls_later

    from settled_records

),

records as (

    select
        records.system,
        records.record_type,
        records.record_id,
        records.count,
        falling_records.valid_from,
        falling_records.valid_to,
        falling_records.rules,
        falling_records.is_aml,
        falling_records.is_open,
        falling_records.is_missing,
        falling_records.is_unruled,
        falling_records.is_unstated,
        falling_records.keep_until_on,
        falling_records.due_on,
        falling_records.hold_until_on,
        falling_records.is_held,
        falling_records.needed_until_on,
        falling_records.is_running,
        falling_records.latest_base_on,
        falling_records.deciding_rule,
        if(
            falling_records.due_within_on is null,
            falling_records.falls_later['due_on'],
            falling_records.due_on
        ) as falls_due_on,
        if(
            falling_records.due_within_on is null,
            falling_records.falls_later['rule'],
            falling_records.deciding_rule
        ) as falling_rule,
        records.executed_on,
        records.exported_on,
        len(records.bad_fields) > 0 and not records.has_unknown as has_bad_date,
        records.bad_fields,
        records.record_number

    from read_records as records

    inner join falling_records
        on records.record_number = falling_records.record_number

)

select * from records
order by
    system asc,
    record_type asc,
    record_id asc,
    valid_from asc nulls first
