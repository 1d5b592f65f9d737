-- What:    Open requests for erasure against what keeps each kind of record; never what the Anti-Money Laundering rules keep (penningtvättslagen 5 kap. 7 §).
-- Grain:   one row per open erasure request, system and kind of record in the inventory
-- Roles:   dpo
-- Reads:   register.deadlines, register.records, policy.record_kinds, journal.holds
-- Param:   as_of             date       the day that counts as today
-- Column:  request_system    varchar    -        the ticket system
-- Column:  request_id        varchar    -        number in the ticket system
-- Column:  received_on       date       -        day in Europe/Stockholm
-- Column:  statutory_due_on  date       -        last day to answer
-- Column:  system            varchar    -        the system that holds the records
-- Column:  record_type       varchar    -        the kind of record
-- Column:  records           bigint     records  in the inventory
-- Column:  free              bigint     records  of them, kept by nothing: erased when asked
-- Column:  endless           bigint     records  of them, kept without an end, or with the ground missing
-- Column:  keeping_rules     varchar[]  -        rules of the records that something keeps
-- Column:  open_holds        bigint     holds    gallringsstopp of the dashboard on the kind or its records
-- Column:  is_held_whole     boolean    -        one of them covers the whole kind
-- Column:  first_free_on     date       -        earliest day that one of the kind may be erased; null when no day can be said
-- Column:  grantable_on      date       -        day from which all of the kind may be erased; null when no day can be said
-- Order:   statutory_due_on, then request_id, system, record_type

with

open_erasures as (

    select
        system,
        request_id,
        received_on,
        statutory_due_on

    from register.deadlines($as_of)

    where right_used = 'radering' and closed_on is null and fault is null

),

-- That such records exist must not be revealed.
secret_kinds as (

    select
        system,
        record_type

    from policy.record_kinds_on($as_of)

    where is_aml

),

told_records as (

    select
        records.*,
        coalesce(records.is_held or records.is_missing or records.has_bad_date, false)
            as is_endless

    from register.records as records

    where
        coalesce(records.valid_from <= $as_of::date, true)
        and coalesce(records.valid_to >= $as_of::date, true)
        and records.is_aml is not true

),

kept_records as (

    select
        told_records.system,
        told_records.record_type,
        told_records.count,
        coalesce(told_records.rules, []) as rules,
        told_records.is_endless,
        $as_of::date as as_of,
        greatest($as_of::date, told_records.hold_until_on + 1) as free_on

    from told_records

    left join secret_kinds
        on
            told_records.system = secret_kinds.system
            and told_records.record_type = secret_kinds.record_type

    where
        (told_records.executed_on is null or told_records.executed_on > $as_of::date)
        and secret_kinds.system is null

),

kinds as (

    select
        system,
        record_type,
        cast(sum(count) as bigint) as records,
        cast(
            coalesce(sum(count) filter (where not is_endless and free_on = as_of), 0)
            as bigint
        ) as free,
        cast(coalesce(sum(count) filter (where is_endless), 0) as bigint) as endless,
        list_sort(
            list_distinct(
                flatten(list(rules) filter (where is_endless or free_on > as_of))
            )
        ) as keeping_rules,
        min(free_on) filter (where not is_endless) as first_free_on,
        case when not bool_or(is_endless) then max(free_on) end as last_free_on

    from kept_records

    group by system, record_type

),

holds as (

    select
        system,
        record_type,
        count(*) as open_holds,
        bool_or(record_id is null) as is_whole

    from journal.holds

    group by system, record_type

),

erasures as (

    select
        open_erasures.system as request_system,
        open_erasures.request_id,
        open_erasures.received_on,
        open_erasures.statutory_due_on,
        kinds.system,
        kinds.record_type,
        kinds.records,
        kinds.free,
        kinds.endless,
        coalesce(kinds.keeping_rules, []) as keeping_rules,
        coalesce(holds.open_holds, 0) as open_holds,
        coalesce(holds.is_whole, false) as is_held_whole,
        case when not coalesce(holds.is_whole, false) then kinds.first_free_on end
            as first_free_on,
        case when holds.open_holds is null then kinds.last_free_on end as grantable_on

    from open_erasures

    cross join kinds

    left join holds
        on
            kinds.system = holds.system
            and kinds.record_type = holds.record_type

)

select * from erasures
order by
    statutory_due_on asc,
    request_id asc,
    request_system asc,
    system asc,
    record_type asc
