-- What:    Records by system, kind and status; the same records as dpo/records.
-- Grain:   one row per system, kind of record, status and deciding rule
-- Roles:   dpo
-- Reads:   register.record_states, journal.holds
-- Param:   as_of          date     the day that counts as today
-- Column:  system         varchar  -        the system that holds them
-- Column:  record_type    varchar  -        kind of record
-- Column:  status         varchar  -        Försenad gallring, Gallras i dag, Tills vidare ...
-- Column:  deciding_rule  varchar  -        the rule, or rules, that decide
-- Column:  records        bigint   records  how many, series counted with their size
-- Column:  oldest_due_on  date     -        the earliest day of gallring among them
-- Order:   status, then system, record_type, deciding_rule

with

held_kinds as (

    select distinct
        system,
        record_type

    from journal.holds

    where record_id is null

),

held_ids as (

    select distinct
        system,
        record_type,
        record_id

    from journal.holds

    where record_id is not null

),

held_records as (

    select
        record_states.*,
        record_states.is_there
        and (held_kinds.system is not null or held_ids.record_id is not null)
            as is_held_by_us

    from register.record_states($as_of) as record_states

    left join held_kinds
        on
            record_states.system = held_kinds.system
            and record_states.record_type = held_kinds.record_type

    left join held_ids
        on
            record_states.system = held_ids.system
            and record_states.record_type = held_ids.record_type
            and record_states.record_id = held_ids.record_id

),

counted_records as (

    select
        system,
        record_type,
        if(is_held_by_us, 'Tills vidare', status) as status,
        if(is_held_by_us, 'LEGAL_HOLD', deciding_rule) as deciding_rule,
        sum(count)::bigint as records,
        min(if(is_held_by_us, null, due_on)) as oldest_due_on

    from held_records

    group by all

)

select * from counted_records
order by
    status asc,
    system asc,
    record_type asc,
    deciding_rule asc
