-- What:    Records that are due for gallring now in one system by one rule, and held by nothing.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   register.record_states, journal.holds
-- Param:   as_of          date     the day that counts as today
-- Param:   system         varchar  the system that holds them
-- Param:   deciding_rule  varchar  the rule, or rules, that decide
-- Column:  record_id      varchar  -        number in the system
-- Column:  record_type    varchar  -        kind of record
-- Column:  count          bigint   records  in a series
-- Column:  due_on         date     -        day of gallring
-- Column:  days_overdue   bigint   days     since due_on; 0 when due today
-- Order:   record_type, record_id

with

asked as (

    select
        $as_of::date as as_of,
        $system::varchar as system,
        $deciding_rule::varchar as deciding_rule

),

due_records as (

    select
        record_states.record_id,
        record_states.record_type,
        record_states.count,
        record_states.due_on,
        asked.as_of - record_states.due_on as days_overdue

    from register.record_states($as_of) as record_states

    inner join asked
        on
            record_states.system = asked.system
            and record_states.deciding_rule = asked.deciding_rule

    left join journal.holds as holds
        on
            record_states.system = holds.system
            and record_states.record_type = holds.record_type
            and (
                holds.record_id is null
                or record_states.record_id = holds.record_id
            )

    where
        record_states.status in ('Försenad gallring', 'Gallras i dag')
        and not record_states.is_held
        and holds.hold_id is null

)

select * from due_records
order by record_type asc, record_id asc
