-- What:    What coming changes of rules do to the records that are there, within 24 months.
-- Grain:   one row per day of change, system, kind of record, and rules before and after
-- Roles:   dpo
-- Reads:   register.records, journal.holds
-- Param:   as_of         date       the day that counts as today
-- Column:  change_on     date       -        first day of the rules after
-- Column:  system        varchar    -        the system that holds them
-- Column:  record_type   varchar    -        kind of record
-- Column:  rules_before  varchar[]  -        the rules that govern them until then
-- Column:  rules_after   varchar[]  -        the rules that govern them from then on
-- Column:  records       bigint     records  that the change does something to; held ones and those due before it apart
-- Column:  earlier       bigint     records  of them, due earlier than before, or due where no day could be said
-- Column:  later         bigint     records  of them, due later than before, or no longer due on a day
-- Column:  let_go        bigint     records  of them, that lose what held them, or are held for a shorter time
-- Column:  unclear       bigint     records  of them, without a rule or with a ground missing from then on
-- Column:  first_before  date       -        the earliest day of gallring among them by the rules before
-- Column:  first_after   date       -        the same by the rules after
-- Order:   change_on, then system, record_type, rules_before, rules_after

with

asked as (

    select
        $as_of::date as as_of,
        ($as_of::date + to_months(24))::date as last_on

),

changed_records as (

    select
        after.valid_from as change_on,
        after.system,
        after.record_type,
        after.count,
        before.rules as rules_before,
        after.rules as rules_after,
        before.due_on as due_before,
        after.due_on as due_after,
        not coalesce(after.is_held, false)
        and coalesce(
            before.is_held
            or before.hold_until_on
            > greatest(after.hold_until_on, after.valid_from - 1),
            false
        ) as is_let_go,
        len(after.rules) = 0 or coalesce(after.is_missing, false) as is_unclear,
        len(before.rules) = 0 or coalesce(before.is_missing, false)
            as is_unclear_before

    from register.records as before

    inner join register.records as after
        on
            before.record_number = after.record_number
            and before.valid_to + 1 = after.valid_from

    cross join asked

    left join journal.holds as holds
        on
            after.system = holds.system
            and after.record_type = holds.record_type
            and (holds.record_id is null or after.record_id = holds.record_id)

    where
        after.valid_from > asked.as_of
        and after.valid_from <= asked.last_on
        and (after.executed_on is null or after.executed_on > asked.as_of)
        and after.has_bad_date is not true
        and coalesce(after.latest_base_on <= asked.as_of, true)
        and coalesce(before.due_on >= after.valid_from, true)
        and holds.hold_id is null

),

judged_records as (

    select
        *,
        coalesce(due_after < due_before, due_after is not null and due_before is null)
            as is_earlier,
        coalesce(
            due_after > due_before,
            due_after is null and due_before is not null and not is_unclear
        ) as is_later

    from changed_records

),

effects as (

    select
        change_on,
        system,
        record_type,
        rules_before,
        rules_after,
        sum(count)::bigint as records,
        coalesce(sum(count) filter (where is_earlier), 0)::bigint as earlier,
        coalesce(sum(count) filter (where is_later), 0)::bigint as later,
        coalesce(sum(count) filter (where is_let_go), 0)::bigint as let_go,
        coalesce(sum(count) filter (where is_unclear), 0)::bigint as unclear,
        min(due_before) as first_before,
        min(due_after) as first_after

    from judged_records

    where
        is_earlier
        or is_later
        or is_let_go
        or (is_unclear and not is_unclear_before)

    group by change_on, system, record_type, rules_before, rules_after

)

select * from effects
order by
    change_on asc,
    system asc,
    record_type asc,
    rules_before asc,
    rules_after asc
