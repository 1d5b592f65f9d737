-- What:    The rules that govern one record, each with its day, its words and its citation.
-- Grain:   one row per rule, and one per gallringsstopp set in the dashboard
-- Roles:   dpo
-- Reads:   register.record_states, register.record_rules, policy.retention_rules, journal.holds
-- Param:   as_of          date     the day that counts as today
-- Param:   language       varchar  of the sentence: sv or en
-- Param:   system         varchar  the system that holds the record
-- Param:   record_type    varchar  kind of record
-- Param:   record_id      varchar  number in the system
-- Column:  rule_id        varchar  -  the rule, or the number of the hold
-- Column:  standing       varchar  -  avgör, gäller, öppen, underlag saknas or inte i kraft
-- Column:  kind           varchar  -  maximum, while_needed, statutory, justified, hold or immediate
-- Column:  base           varchar  -  the day that it is counted from
-- Column:  base_on        date     -  that day for this record
-- Column:  keep_until_on  date     -  last day that it must be kept by this rule
-- Column:  due_on         date     -  day of gallring by this rule alone
-- Column:  sentence       varchar  -  the rule in words, or the reason of the hold
-- Column:  citation       varchar  -  what it rests on
-- Order:   due_on, then rule_id

with

asked as (

    select
        $as_of::date as as_of,
        $language::varchar as language,
        $system::varchar as system,
        $record_type::varchar as record_type,
        $record_id::varchar as record_id

),

asked_records as (

    select
        record_states.record_number,
        record_states.valid_from,
        record_states.deciding_rule,
        least(asked.as_of, record_states.executed_on) as judged_on

    from register.record_states($as_of) as record_states

    inner join asked
        on
            record_states.system = asked.system
            and record_states.record_type = asked.record_type
            and record_states.record_id = asked.record_id

),

governing_rules as (

    select
        record_rules.rule_id,
        case
            when not record_rules.is_in_force then 'inte i kraft'
            when record_rules.is_missing then 'underlag saknas'
            when record_rules.is_open then 'öppen'
            -- A shorter rule lets go on its first day of what an earlier one kept.
            when
                list_contains(
                    string_split(asked_records.deciding_rule, '+'),
                    record_rules.rule_id
                )
                then 'avgör'
            else 'gäller'
        end as standing,
        record_rules.kind,
        record_rules.base,
        record_rules.base_on,
        record_rules.keep_until_on,
        record_rules.due_on,
        if(asked.language = 'en', retention_rules.gloss_en, retention_rules.gloss_sv)
            as sentence,
        retention_rules.citation

    from register.record_rules as record_rules

    inner join asked_records
        on
            record_rules.record_number = asked_records.record_number
            and record_rules.valid_from is not distinct from asked_records.valid_from

    cross join asked

    left join policy.retention_rules as retention_rules
        on
            record_rules.rule_id = retention_rules.rule_id
            and coalesce(asked_records.judged_on >= retention_rules.valid_from, true)
            and coalesce(asked_records.judged_on <= retention_rules.valid_to, true)

    where record_rules.rule_id is not null

),

holding_stops as (

    select
        holds.hold_id as rule_id,
        'öppen' as standing,
        'hold' as kind,
        null::varchar as base,
        holds.set_on as base_on,
        null::date as keep_until_on,
        null::date as due_on,
        holds.reason as sentence,
        holds.owner as citation

    from journal.holds as holds

    inner join asked
        on
            holds.system = asked.system
            and holds.record_type = asked.record_type
            and coalesce(holds.record_id, asked.record_id) = asked.record_id

),

governors as (

    select * from governing_rules
    union all
    select * from holding_stops

)

select * from governors
order by due_on desc nulls first, rule_id asc
