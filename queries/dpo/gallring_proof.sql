-- What:    What the exports after the approval show of each record of a gallring round.
-- Grain:   one row per record of the round
-- Roles:   dpo
-- Reads:   journal.rounds, journal.round_records, journal.holds, journal.hold_times, register.inventories, register.record_history, register.record_states
-- Param:   as_of        date         the day that counts as today
-- Param:   round_id     varchar      the gallring round
-- Column:  record_id    varchar      -        number in the system
-- Column:  record_type  varchar      -        kind of record
-- Column:  outcome      varchar      -        Borta, Kvar, Åter, Borta för tidigt or Väntar på export
-- Column:  count        bigint       records  in a series
-- Column:  due_on       date         -        day of gallring when the round was started
-- Column:  gone_on      date         -        day of the first export without it
-- Column:  file         varchar      -        the newest inventory since the approval
-- Column:  exported_on  date         -        day of that inventory
-- Column:  awaited_on   date         -        an inventory of this day or later is awaited; null when gone
-- Column:  like_file    varchar      -        the newest inventory of that system and kind before, to know it by
-- Column:  held_on      date         -        day of an inventory that waits for the officer's yes
-- Column:  is_held      boolean      -        a gallringsstopp or the system holds it now
-- Column:  is_due       boolean      -        it is in the inventory and due now
-- Order:   record_type, record_id

with

asked as (

    select
        $as_of::date as as_of,
        $round_id::varchar as round_id

),

asked_rounds as (

    select
        rounds.round_id,
        rounds.system,
        rounds.approved_at,
        timezone('Europe/Stockholm', rounds.approved_at)::date as approved_on

    from journal.rounds as rounds

    inner join asked
        on rounds.round_id = asked.round_id

),

listed_records as (

    select
        asked_rounds.round_id,
        asked_rounds.system,
        asked_rounds.approved_at,
        asked_rounds.approved_on,
        round_records.record_type,
        round_records.record_id,
        round_records.count,
        round_records.due_on

    from journal.round_records as round_records

    inner join asked_rounds
        on round_records.round_id = asked_rounds.round_id

),

-- An inventory is known by system and kind: one that holds nothing shows that all went.
inventory_days as (

    select
        system,
        record_type,
        exported_on,
        standing = 'Väntar på ja' as is_waiting,
        max(imported_at) as imported_at,
        string_agg(file, ', ' order by file) as file,
        list(file_id) as file_ids

    from register.inventories

    where
        register = 'records'
        and standing in ('Gäller', 'Ersatt', 'Väntar på ja')

    group by
        system, record_type, exported_on, standing = 'Väntar på ja'

),

known_inventories as (

    select
        system,
        record_type,
        max_by(file, exported_on) filter (where not is_waiting) as like_file,
        max(exported_on) filter (where is_waiting) as held_on

    from inventory_days

    group by system, record_type

),

record_files as (

    select
        system,
        record_type,
        record_id,
        list(file_id) as file_ids

    from register.record_history

    group by system, record_type, record_id

),

exports_after as (

    select
        listed_records.*,
        inventory_days.file,
        inventory_days.exported_on,
        inventory_days.imported_at,
        coalesce(
            list_has_any(inventory_days.file_ids, record_files.file_ids), false
        ) as is_present

    from listed_records

    inner join inventory_days
        on
            listed_records.system = inventory_days.system
            and listed_records.record_type = inventory_days.record_type
            and listed_records.approved_at < inventory_days.imported_at
            and listed_records.approved_on <= inventory_days.exported_on
            and not inventory_days.is_waiting

    left join record_files
        on
            listed_records.system = record_files.system
            and listed_records.record_type = record_files.record_type
            and listed_records.record_id = record_files.record_id

),

seen_records as (

    select
        record_type,
        record_id,
        max_by(is_present, exported_on) as is_present_last,
        bool_or(not is_present) as was_ever_gone,
        max_by(file, exported_on) as file,
        max(exported_on) as exported_on,
        max(exported_on) filter (where is_present) as seen_on

    from exports_after

    group by record_type, record_id

),

-- The exports since it was last seen: the first of them shows when it was gone.
gone_records as (

    select
        exports_after.record_type,
        exports_after.record_id,
        min(exports_after.exported_on) as gone_on,
        min_by(exports_after.imported_at, exports_after.exported_on) as gone_at

    from exports_after

    inner join seen_records
        on
            exports_after.record_type = seen_records.record_type
            and exports_after.record_id = seen_records.record_id

    where
        seen_records.seen_on is null
        or exports_after.exported_on > seen_records.seen_on

    group by exports_after.record_type, exports_after.record_id

),

-- A hold set after the approval and before the export that shows the record gone.
broken_holds as (

    select distinct
        listed_records.record_type,
        listed_records.record_id

    from listed_records

    inner join gone_records
        on
            listed_records.record_type = gone_records.record_type
            and listed_records.record_id = gone_records.record_id

    inner join journal.hold_times as hold_times
        on
            listed_records.system = hold_times.system
            and listed_records.record_type = hold_times.record_type
            and (
                hold_times.record_id is null
                or listed_records.record_id = hold_times.record_id
            )
            and gone_records.gone_at > hold_times.set_at
            and (
                hold_times.lifted_at is null
                or listed_records.approved_at < hold_times.lifted_at
            )

),

records_now as (

    select
        record_states.system,
        record_states.record_type,
        record_states.record_id,
        bool_or(record_states.is_held or holds.hold_id is not null) as is_held,
        bool_or(
            record_states.status in ('Försenad gallring', 'Gallras i dag')
        ) as is_due

    from register.record_states($as_of) as record_states

    left join journal.holds as holds
        on
            record_states.system = holds.system
            and record_states.record_type = holds.record_type
            and (
                holds.record_id is null
                or record_states.record_id = holds.record_id
            )

    where record_states.is_there

    group by
        record_states.system, record_states.record_type, record_states.record_id

),

proofs as (

    select
        listed_records.record_id,
        listed_records.record_type,
        case
            when seen_records.record_id is null then 'Väntar på export'
            when seen_records.is_present_last and seen_records.was_ever_gone
                then 'Åter'
            when seen_records.is_present_last then 'Kvar'
            when
                broken_holds.record_id is not null
                or gone_records.gone_on < listed_records.due_on
                then 'Borta för tidigt'
            else 'Borta'
        end as outcome,
        listed_records.count,
        listed_records.due_on,
        listed_records.approved_on,
        gone_records.gone_on,
        known_inventories.like_file,
        known_inventories.held_on,
        seen_records.file,
        seen_records.exported_on,
        coalesce(records_now.is_held, false) as is_held,
        coalesce(records_now.is_due, false) as is_due

    from listed_records

    left join seen_records
        on
            listed_records.record_type = seen_records.record_type
            and listed_records.record_id = seen_records.record_id

    left join gone_records
        on
            listed_records.record_type = gone_records.record_type
            and listed_records.record_id = gone_records.record_id

    left join known_inventories
        on
            listed_records.system = known_inventories.system
            and listed_records.record_type = known_inventories.record_type

    left join broken_holds
        on
            listed_records.record_type = broken_holds.record_type
            and listed_records.record_id = broken_holds.record_id

    left join records_now
        on
            listed_records.system = records_now.system
            and listed_records.record_type = records_now.record_type
            and listed_records.record_id = records_now.record_id

)

select
    record_id,
    record_type,
    outcome,
    count,
    due_on,
    gone_on,
    file,
    exported_on,
    case
        when outcome in ('Kvar', 'Åter', 'Väntar på export')
            then coalesce(exported_on, approved_on)
    end as awaited_on,
    case
        when outcome in ('Kvar', 'Åter', 'Väntar på export')
            then like_file
    end as like_file,
    case
        when outcome in ('Kvar', 'Åter', 'Väntar på export')
            then held_on
    end as held_on,
    is_held,
    is_due
from proofs
order by record_type asc, record_id asc
