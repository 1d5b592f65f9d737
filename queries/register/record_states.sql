-- What:    How each record stands on a day, holds set in the dashboard apart.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   register.records, policy.constants
-- Param:   as_of          date     the day that counts as today
-- Column:  system         varchar  -        the system that holds it
-- Column:  record_type    varchar  -        kind of record
-- Column:  record_id      varchar  -        number in the system
-- Column:  count          bigint   records  in a series
-- Column:  status         varchar  -        Försenad gallring, Gallras i dag, Tills vidare ...
-- Column:  keep_until_on  date     -        last day that it must be kept
-- Column:  due_on         date     -        day of gallring
-- Column:  days_to_due    bigint   days     to due_on; below 0 when overdue, null when gone
-- Column:  deciding_rule  varchar  -        the rule, or rules, that decide
-- Column:  rules          varchar[]  -        the rules that govern it
-- Column:  is_aml         boolean  -        kept for the Anti-Money Laundering rules, which may not be revealed
-- Column:  is_unruled     boolean  -        a rule that it names is not in force
-- Column:  is_unstated    boolean  -        the policy says no day to count from
-- Column:  falls_due_on   date     -        first day that it is due by the rules of that day
-- Column:  falling_rule   varchar  -        the rule, or rules, that decide on that day
-- Column:  record_number  bigint   -        its number in register.record_rules
-- Column:  valid_from     date     -        first day of the rules that judge it, in register.record_rules
-- Column:  is_held        boolean  -        a law, claim or hold without end keeps it
-- Column:  is_there       boolean  -        it has not been deleted
-- Column:  exported_on    date     -        the inventory it stands in
-- Column:  bad_fields     varchar[]  -      the columns whose cell cannot be read
-- Column:  executed_on    date     -        day it was deleted, when it says so
-- Order:   system, record_type, record_id

with

limits as (

    select
        any_value(constants.value) filter (
            where constants.name = 'gallring_soon_days'
        )::integer as soon_days,
        coalesce(
            any_value(constants.value) filter (
                where constants.name = 'gallring_tolerance_days'
            )::integer,
            0
        ) as tolerance_days

    from policy.constants_on($as_of) as constants

),

-- A record is judged by the rules of the day; one that is gone by those of its last.
records_then as (

    select
        records.*,
        $as_of::date as as_of,
        records.executed_on is null or records.executed_on > $as_of::date as is_there

    from register.records as records

    where
        coalesce(records.valid_from <= least(records.executed_on, $as_of::date), true)
        and coalesce(
            records.valid_to >= least(records.executed_on, $as_of::date), true
        )

),

judged_records as (

    select
        records.*,
        case
            when records.has_bad_date or records.latest_base_on > records.as_of
                then 'Ogiltigt datum'
            when not records.is_there
                then
                    case
                        when
                            records.is_running
                            or records.executed_on <= records.needed_until_on
                            then 'Gallrad för tidigt'
                        when
                            records.executed_on
                            > records.due_on + limits.tolerance_days
                            then 'Gallrad för sent'
                        else 'Gallrad i tid'
                    end
            when len(records.rules) = 0 then 'Gallringsfrist saknas'
            when records.is_missing then 'Underlag saknas'
            when records.due_on + limits.tolerance_days < records.as_of
                then 'Försenad gallring'
            when records.due_on <= records.as_of then 'Gallras i dag'
            when records.falls_due_on <= records.as_of + limits.soon_days
                then 'Gallras snart'
            when records.is_open then 'Tills vidare'
            -- The least time has passed, and the policy says no longest.
            when records.due_on is null and records.keep_until_on < records.as_of
                then 'Gallringsfrist saknas'
            else 'Bevaras'
        end as status

    from records_then as records

    cross join limits

),

record_states as (

    select
        system,
        record_type,
        record_id,
        count,
        status,
        if(status = 'Ogiltigt datum', null, keep_until_on) as keep_until_on,
        if(status = 'Ogiltigt datum', null, due_on) as due_on,
        if(is_there and status <> 'Ogiltigt datum', due_on - as_of, null)
            as days_to_due,
        if(status = 'Ogiltigt datum', null, deciding_rule) as deciding_rule,
        rules,
        coalesce(is_aml, false) as is_aml,
        coalesce(is_unruled, false) as is_unruled,
        coalesce(is_unstated, false) as is_unstated,
        if(status = 'Ogiltigt datum' or not is_there, null, falls_due_on)
            as falls_due_on,
        if(status = 'Ogiltigt datum' or not is_there, null, falling_rule)
            as falling_rule,
        record_number,
        valid_from,
        is_held,
        is_there,
        exported_on,
        bad_fields,
        executed_on

    from judged_records

)

select * from record_states
order by system asc, record_type asc, record_id asc
