-- What:    The peak days of the forecast: days on which much of a system falls due at once, each by its own rules.
-- Grain:   one row per system, kind of record and day of gallring within two years
-- Roles:   dpo
-- Reads:   dpo.standing_records, policy.constants
-- Param:   as_of          date     the day that counts as today
-- Column:  due_on         date     -        day of gallring
-- Column:  system         varchar  -        the system that holds them
-- Column:  record_type    varchar  -        kind of record
-- Column:  records        bigint   records  due on it, series counted with their size; held ones apart
-- Column:  share          double   percent  of what the system has falling due within two years
-- Column:  deciding_rule  varchar  -        the rule, or rules, that decide
-- Order:   due_on, then system, record_type, deciding_rule

with

limits as (

    select any_value(constants.value) as cliff_percent

    from policy.constants_on($as_of) as constants

    where constants.name = 'gallring_cliff_percent'

),

counted_days as (

    select
        falls_due_on as due_on,
        system,
        record_type,
        falling_rule as deciding_rule,
        sum(count)::bigint as records

    from dpo.standing_records

    where
        is_there
        and coalesce(due_on >= $as_of::date, true)
        and falls_due_on >= $as_of::date
        and falls_due_on < $as_of::date + interval 2 year
        and not is_held_by_us

    group by
        falls_due_on,
        system,
        record_type,
        falling_rule

),

weighed_days as (

    select
        due_on,
        system,
        record_type,
        records,
        round(100 * records / sum(records) over (partition by system), 1) as share,
        deciding_rule

    from counted_days

),

cliffs as (

    select weighed_days.*

    from weighed_days

    cross join limits

    where weighed_days.records > 1 and weighed_days.share >= limits.cliff_percent

)

select * from cliffs
order by due_on asc, system asc, record_type asc, deciding_rule asc
