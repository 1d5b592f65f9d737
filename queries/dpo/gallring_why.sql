-- What:    The rules that govern one record, each with its day, its words and its citation.
-- Grain:   one row per rule, and one per gallringsstopp set in the dashboard
-- Roles:   dpo
-- Reads:   register.records, register.record_rules, policy.retention_rules, journal.holds
-- Param:   language       varchar  of the sentence: sv or en
-- Param:   system         varchar  the system that holds the record
-- Param:   record_type    varchar  kind of record
-- Param:   record_id      varchar  number in the system
-- Column:  rule_id        varchar  -  the rule, or the number of the hold
-- Column:  standing       varchar  -  avgör, gäller, öppen or underlag saknas
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
        $language::varchar as language,
        $system::varchar as system,
        $record_type::varchar as record_type,
        $record_id::varchar as record_id

),

asked_records as (

    select
        records.record_number,
        records.due_on

    from register.records as records

    inner join asked
        on
            records.system = asked.system
            and records.record_type = asked.record_type
            and records.record_id = asked.record_id

),

newest_rules as (

    select *
    from policy.retention_rules

    qualify row_number() over (partition by rule_id order by valid_from desc) = 1

),

governing_rules as (

    select
        record_rules.rule_id,
        case
            when record_rules.is_missing then 'underlag saknas'
            when record_rules.is_open then 'öppen'
            when record_rules.due_on = asked_records.due_on then 'avgör'
            else 'gäller'
        end as standing,
        record_rules.kind,
        newest_rules.base,
        record_rules.base_on,
        record_rules.keep_until_on,
        record_rules.due_on,
        if(asked.language = 'en', newest_rules.gloss_en, newest_rules.gloss_sv)
            as sentence,
        newest_rules.citation

    from register.record_rules as record_rules

    inner join asked_records
        on record_rules.record_number = asked_records.record_number

    cross join asked

    left join newest_rules
        on record_rules.rule_id = newest_rules.rule_id

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
