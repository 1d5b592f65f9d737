-- What:    Records whose day of gallring is unknown: a day is missing, or is no possible day.
-- Grain:   one row per record or series of records
-- Roles:   dpo
-- Reads:   register.record_states, register.record_rules
-- Param:   as_of        date       the day that counts as today
-- Column:  record_id    varchar    -        number in the system
-- Column:  status       varchar    -        Underlag saknas or Ogiltigt datum
-- Column:  system       varchar    -        the system that holds it
-- Column:  record_type  varchar    -        kind of record
-- Column:  count        bigint     records  in a series
-- Column:  fields       varchar[]  -        the columns of the inventory to correct
-- Column:  rules        varchar[]  -        the rules that cannot be counted
-- Column:  exported_on  date       -        the inventory it stands in
-- Order:   system, then record_type, record_id

with

unclear_records as (

    select *
    from register.record_states($as_of)
    where status in ('Underlag saknas', 'Ogiltigt datum')

),

-- A base that has to have happened and lies ahead is impossible.
broken_rules as (

    select
        unclear_records.record_number,
        list(record_rules.rule_id) as rules,
        list(record_rules.base) filter (where record_rules.is_in_force) as bases

    from unclear_records

    inner join register.record_rules as record_rules
        on
            unclear_records.record_number = record_rules.record_number
            and unclear_records.valid_from is not distinct from record_rules.valid_from

    where
        record_rules.is_missing
        or (record_rules.is_happened and record_rules.base_on > $as_of::date)

    group by unclear_records.record_number

),

unclear as (

    select
        unclear_records.record_id,
        unclear_records.status,
        unclear_records.system,
        unclear_records.record_type,
        unclear_records.count,
        list_sort(
            list_distinct(
                list_concat(
                    unclear_records.bad_fields, coalesce(broken_rules.bases, [])
                )
            )
        ) as fields,
        list_sort(coalesce(broken_rules.rules, [])) as rules,
        unclear_records.exported_on

    from unclear_records

    left join broken_rules
        on unclear_records.record_number = broken_rules.record_number

)

select * from unclear
order by system asc, record_type asc, record_id asc
