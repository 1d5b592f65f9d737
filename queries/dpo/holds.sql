-- What:    Gallringsstopp in force: what each covers, why, and when to look again.
-- Grain:   one row per hold
-- Roles:   dpo
-- Reads:   journal.holds, register.record_states
-- Param:   as_of        date     the day that counts as today
-- Column:  hold_id      varchar  -        number of the hold
-- Column:  status       varchar  -        i kraft, ska omprövas or uppgiften saknas
-- Column:  system       varchar  -        the system that holds the records
-- Column:  record_type  varchar  -        kind of record
-- Column:  record_id    varchar  -        the record; null when the whole kind is held
-- Column:  records      bigint   records  that it stops, series counted with their size
-- Column:  owner        varchar  -        who answers for it
-- Column:  reason       varchar  -        why
-- Column:  set_on       date     -        since when
-- Column:  review_on    date     -        day to look again
-- Order:   review_on, then hold_id
-- Changes: holds | hold_id

with

held_records as (

    select
        holds.hold_id,
        sum(record_states.count)::bigint as records

    from journal.holds as holds

    inner join register.record_states($as_of) as record_states
        on
            holds.system = record_states.system
            and holds.record_type = record_states.record_type
            and (
                holds.record_id is null
                or holds.record_id = record_states.record_id
            )

    where record_states.is_there

    group by holds.hold_id

),

judged_holds as (

    select
        holds.hold_id,
        -- What a hold keeps and no inventory holds has been deleted in spite of it.
        case
            when holds.record_id is not null and held_records.hold_id is null
                then 'uppgiften saknas'
            when holds.review_on <= $as_of::date then 'ska omprövas'
            else 'i kraft'
        end as status,
        holds.system,
        holds.record_type,
        holds.record_id,
        coalesce(held_records.records, 0) as records,
        holds.owner,
        holds.reason,
        holds.set_on,
        holds.review_on

    from journal.holds as holds

    left join held_records
        on holds.hold_id = held_records.hold_id

)

select * from judged_holds
order by review_on asc nulls last, hold_id asc
