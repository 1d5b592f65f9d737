-- What:    Records with the rule that decides over them and the day they are due.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   imported.records, register.record_rules
-- Column:  system          varchar    -        the system that holds it
-- Column:  record_type     varchar    -        kind of record
-- Column:  record_id       varchar    -        number in the system
-- Column:  count           bigint     records  in a series
-- Column:  rules           varchar[]  -        the rules that govern it
-- Column:  is_open         boolean    -        a rule has no end yet
-- Column:  is_missing      boolean    -        a day to count from is not known
-- Column:  keep_until_on   date       -        last day it must be kept
-- Column:  due_on          date       -        day of gallring; null while open or unknown
-- Column:  hold_until_on   date       -        last day that law, claim or hold keeps it
-- Column:  is_held         boolean    -        a law, claim or hold without end keeps it
-- Column:  latest_base_on  date       -        latest day counted from that has to have happened
-- Column:  deciding_rule   varchar    -        the rule, or rules, that decide
-- Column:  executed_on     date       -        day it was deleted, when it says so
-- Column:  exported_on     date       -        the inventory it stands in
-- Column:  has_bad_date    boolean    -        a value that is no date
-- Column:  bad_fields      varchar[]  -        the columns whose value is no date
-- Column:  record_number   bigint     -        its number in register.record_rules
-- Order:   system, record_type, record_id

with

latest_rules as (

    select
        record_number,
        max(due_on) as latest_due_on

    from register.record_rules

    group by record_number

),

decided_records as (

    select
        record_rules.record_number,
        list(record_rules.rule_id order by record_rules.rule_id) as rules,
        bool_or(record_rules.is_open) as is_open,
        bool_or(record_rules.is_missing) as is_missing,
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
        max(record_rules.base_on) filter (where record_rules.is_happened)
            as latest_base_on,
        string_agg(record_rules.rule_id, '+' order by record_rules.rule_id) filter (
            where record_rules.due_on = latest_rules.latest_due_on
        ) as last_rules,
        string_agg(record_rules.rule_id, '+' order by record_rules.rule_id) filter (
            where record_rules.is_open
        ) as open_rules

    from register.record_rules as record_rules

    inner join latest_rules
        on record_rules.record_number = latest_rules.record_number

    group by record_rules.record_number

),

records as (

    select
        records.system,
        records.record_type,
        records.record_id,
        records.count,
        coalesce(decided_records.rules, []) as rules,
        coalesce(decided_records.is_open, false) as is_open,
        coalesce(decided_records.is_missing, false) as is_missing,
        if(
            decided_records.is_open or decided_records.is_missing,
            null,
            decided_records.keep_until_on
        ) as keep_until_on,
        if(
            decided_records.is_open or decided_records.is_missing,
            null,
            decided_records.latest_due_on
        ) as due_on,
        decided_records.hold_until_on,
        coalesce(decided_records.is_held, false) as is_held,
        decided_records.latest_base_on,
        case
            when decided_records.is_missing then null
            when decided_records.is_open then decided_records.open_rules
            else decided_records.last_rules
        end as deciding_rule,
        records.executed_on,
        records.exported_on,
        len(records.bad_fields) > 0 as has_bad_date,
        records.bad_fields,
        records.rowid as record_number

    from imported.records as records

    left join decided_records
        on records.rowid = decided_records.record_number

)

select * from records
order by system asc, record_type asc, record_id asc
