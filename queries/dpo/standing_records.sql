-- What:    Each record as it stands, the holds set in the dashboard counted.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   register.record_states, journal.holds
-- Param:   as_of          date     the day that counts as today
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
-- Column:  is_held_by_us  boolean  -        a gallringsstopp of the dashboard holds it
-- Column:  is_unruled     boolean  -        a rule that it names is not in force
-- Column:  is_unstated    boolean  -        the policy says no day to count from
-- Column:  is_there       boolean  -        it has not been deleted
-- Column:  falls_due_on   date     -        first day that it is due by the rules of that day
-- Column:  falling_rule   varchar  -        the rule, or rules, that decide on that day
-- Column:  exported_on    date     -        the inventory it stands in
-- Order:   system, record_type, record_id

with

held_ids as (

    select distinct
        system,
        record_type,
        record_id

    from journal.holds

),

held_records as (

    select
        record_states.*,
        record_states.is_there
        and (held_kinds.system is not null or held_ids.record_id is not null)
            as is_held_by_us

    from register.record_states($as_of) as record_states

    left join held_ids as held_kinds
        on
            record_states.system = held_kinds.system
            and record_states.record_type = held_kinds.record_type
            and held_kinds.record_id is null

    left join held_ids
        on
            record_states.system = held_ids.system
            and record_states.record_type = held_ids.record_type
            and record_states.record_id = held_ids.record_id

),

standing_records as (

    select
        record_id,
        if(is_held_by_us, 'Tills vidare', status) as status,
        if(is_held_by_us, null, days_to_due) as days_to_due,
        if(is_held_by_us, null, due_on) as due_on,
        if(is_held_by_us, null, keep_until_on) as keep_until_on,
        system,
        record_type,
        count,
        if(is_held_by_us, 'LEGAL_HOLD', deciding_rule) as deciding_rule,
        is_held_by_us or is_held as is_held,
        is_held_by_us,
        is_unruled,
        is_unstated,
        is_there,
        falls_due_on,
        falling_rule,
        exported_on

    from held_records

)

select * from standing_records
order by system asc, record_type asc, record_id asc
