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
-- Column:  is_held        boolean  -        a law, claim or hold without end keeps it
-- Column:  is_there       boolean  -        it has not been deleted
-- Column:  exported_on    date     -        the inventory it stands in
-- Column:  executed_on    date     -        day it was deleted, when it says so
-- Order:   system, record_type, record_id

with

asked as (

    select $as_of::date as as_of

),

constants_in_force as (

    select * from policy.constants_on($as_of)

),

limits as (

    select
        max_by(constants.value, constants.valid_from) filter (
            where constants.name = 'gallring_soon_days'
        )::integer as soon_days,
        max_by(constants.value, constants.valid_from) filter (
            where constants.name = 'gallring_tolerance_days'
        )::integer as tolerance_days

    from constants_in_force as constants

),

judged_records as (

    select
        records.*,
        asked.as_of,
        records.executed_on is null or records.executed_on > asked.as_of as is_there,
        case
            when records.has_bad_date or records.latest_base_on > asked.as_of
                then 'Ogiltigt datum'
            when records.executed_on <= asked.as_of
                then
                    case
                        when
                            records.is_held
                            or records.executed_on <= records.hold_until_on
                            then 'Gallrad för tidigt'
                        when
                            records.executed_on
                            > records.due_on + limits.tolerance_days
                            then 'Gallrad för sent'
                        else 'Gallrad i tid'
                    end
            when len(records.rules) = 0 then 'Gallringsfrist saknas'
            when records.is_missing then 'Underlag saknas'
            when records.is_open then 'Tills vidare'
            when records.due_on + limits.tolerance_days < asked.as_of
                then 'Försenad gallring'
            when records.due_on <= asked.as_of then 'Gallras i dag'
            when records.due_on <= asked.as_of + limits.soon_days
                then 'Gallras snart'
            else 'Bevaras'
        end as status

    from register.records as records

    cross join asked

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
        is_held,
        is_there,
        exported_on,
        executed_on

    from judged_records

)

select * from record_states
order by system asc, record_type asc, record_id asc
