-- What:    Records by system, kind and status; the same records as dpo/records.
-- Grain:   one row per system, kind of record, status and deciding rule
-- Roles:   dpo
-- Reads:   dpo.standing_records
-- Param:   as_of          date     the day that counts as today
-- Column:  system         varchar  -        the system that holds them
-- Column:  record_type    varchar  -        kind of record
-- Column:  status         varchar  -        Försenad gallring, Gallras i dag, Tills vidare ...
-- Column:  deciding_rule  varchar  -        the rule, or rules, that decide
-- Column:  records        bigint   records  how many, series counted with their size
-- Column:  oldest_due_on  date     -        the earliest day of gallring among them
-- Order:   status, then system, record_type, deciding_rule

with

counted_records as (

    select
        system,
        record_type,
        status,
        deciding_rule,
        sum(count)::bigint as records,
        min(due_on) as oldest_due_on

    from dpo.standing_records

    group by all

)

select * from counted_records
order by status asc, system asc, record_type asc, deciding_rule asc
