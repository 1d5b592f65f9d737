-- What:    Records that are due for gallring now in one system by one rule, and held by nothing.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   dpo.standing_records
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
        standing_records.record_id,
        standing_records.record_type,
        standing_records.count,
        standing_records.due_on,
        asked.as_of - standing_records.due_on as days_overdue

    from dpo.standing_records as standing_records

    inner join asked
        on
            standing_records.system = asked.system
            and standing_records.deciding_rule = asked.deciding_rule

    where
        standing_records.status in ('Försenad gallring', 'Gallras i dag')
        and not standing_records.is_held

)

select * from due_records
order by record_type asc, record_id asc
