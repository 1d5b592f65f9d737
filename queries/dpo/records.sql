-- What:    Every record: when it is due for gallring, how it stands, and why.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   dpo.standing_records, policy.retention_rules
-- Param:   as_of          date     the day that counts as today
-- Param:   language       varchar  of the column why: sv or en
-- Column:  record_id      varchar  -        number in the system
-- Column:  status         varchar  -        Försenad gallring, Gallras i dag, Tills vidare ...
-- Column:  days_to_due    bigint   days     to due_on; below 0 when overdue
-- Column:  due_on         date     -        day of gallring
-- Column:  keep_until_on  date     -        last day that it must be kept
-- Column:  system         varchar  -        the system that holds it
-- Column:  record_type    varchar  -        kind of record
-- Column:  count          bigint   records  in a series
-- Column:  deciding_rule  varchar  -        the rule, or rules, that decide
-- Column:  is_held        boolean  -        a gallringsstopp of the dashboard or the system holds it
-- Column:  exported_on    date     -        the inventory it stands in
-- Column:  why            varchar  -        the rule in words, with its citation
-- Order:   days_to_due, overdue first, then system, record_type, record_id

with

asked as (

    select
        $as_of::date as as_of,
        $language::varchar as language

),

rule_words as (

    select
        retention_rules.rule_id,
        if(asked.language = 'en', retention_rules.gloss_en, retention_rules.gloss_sv)
        || ' (' || retention_rules.citation || ').' as sentence

    from policy.retention_rules_on($as_of) as retention_rules

    cross join asked

),

said_rules as (

    select map(list(rule_id), list(sentence)) as words

    from rule_words

),

records as (

    select
        standing_records.*,
        case
            when standing_records.is_held_by_us
                then said_rules.words['LEGAL_HOLD']
            when
                standing_records.status = 'Gallringsfrist saknas'
                and standing_records.keep_until_on is not null
                then
                    if(
                        asked.language = 'en',
                        'The policy states only how long it is kept at least; that '
                        || 'time has passed.',
                        'Policyn anger bara hur länge den minst bevaras, och den '
                        || 'tiden har gått.'
                    )
            when standing_records.status = 'Gallringsfrist saknas'
                then
                    if(
                        asked.language = 'en',
                        'The policy states no period for this kind of record.',
                        'Policyn anger ingen gallringsfrist för sådana uppgifter.'
                    )
            when
                standing_records.status = 'Underlag saknas'
                and standing_records.is_unruled
                then
                    if(
                        asked.language = 'en',
                        'It follows a rule that is not in force on this day.',
                        'Den följer en regel som inte är i kraft den dagen.'
                    )
            when
                standing_records.status = 'Underlag saknas'
                and standing_records.is_unstated
                then
                    if(
                        asked.language = 'en',
                        'The policy does not say from which day the period is '
                        || 'counted: ask the one who answers for it, and write the '
                        || 'answer as base.',
                        'Policyn säger inte från vilken dag tiden räknas: fråga den '
                        || 'som svarar för den, och skriv svaret som base.'
                    )
            when standing_records.status = 'Underlag saknas'
                then
                    if(
                        asked.language = 'en',
                        'A rule applies whose first day is missing in the export.',
                        'En regel gäller vars första dag saknas i exporten.'
                    )
            when standing_records.status = 'Ogiltigt datum'
                then
                    if(
                        asked.language = 'en',
                        'A day in the export is no date or lies in the future.',
                        'En dag i exporten är inget datum eller ligger i framtiden.'
                    )
            else
                array_to_string(
                    list_transform(
                        string_split(standing_records.deciding_rule, '+'),
                        lambda part: coalesce(said_rules.words[part], part)
                    ),
                    ' '
                )
        end as why

    from dpo.standing_records as standing_records

    cross join asked

    cross join said_rules

)

select
    * exclude (
        is_held_by_us, is_unruled, is_unstated, is_there, falls_due_on, falling_rule
    )
from records
order by
    days_to_due asc nulls last,
    system asc,
    record_type asc,
    record_id asc
