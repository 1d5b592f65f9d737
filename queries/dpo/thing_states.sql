-- What:    How each thing of the officer's lists stands: what a later day is compared with.
-- Grain:   one row per row of a list; of several of one thing that of the highest level counts
-- Roles:   dpo
-- Reads:   register.deadlines, register.reply_days, register.record_states, register.files, policy.promises, dpo.incidents, dpo.holds, dpo.promises, dpo.findings, dpo.systems
-- Param:   as_of      date     the day that counts as today
-- Column:  list       varchar  -  requests, incidents, records, holds, promises, findings, systems or files
-- Column:  thing_id   varchar  -  its key; the parts of a key of several have chr(31) between them
-- Column:  state      varchar  -  its status, or how many are wrong
-- Column:  level      bigint   -  how bad it is, more is worse; 0 well, 1 done but late, 2 in progress, 3 unknown, 4 soon, 5 bad, or how many are wrong
-- Column:  is_listed  boolean  -  it stands in its list; of records, those with something to do
-- Column:  rule_on    date     -  first day of the rule that made it stand so, where a rule did
-- Order:   list, thing_id

with

levels as (

    select
        unnest([
            'Besvarad för sent', 'Anmäld för sent',
            'Pågår', 'Pausad', 'i kraft', 'not_measurable', 'Ej anmäld',
            'Ogiltiga datum', 'Underlag saknas', 'Ogiltigt datum',
            'Gallringsfrist saknas', 'Avslutad utan anmälan', 'no_data',
            'Förfaller i dag', 'Förfaller snart', 'Gallras i dag', 'Gallras snart',
            'ska omprövas', 'due_for_attestation', 'Sista dagen att anmäla',
            'Försenad', 'Försenad gallring', 'uppgiften saknas', 'broken', 'refused'
        ]) as state,
        unnest([
            1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5,
            5
        ]) as level

),

soon as (

    select
        max(earlier.day) + 1 as since_on,
        max_by(earlier.soon_days, earlier.day) as before,
        any_value(today.soon_days) as days

    from register.reply_days as today

    inner join register.reply_days as earlier
        on today.day > earlier.day and today.soon_days <> earlier.soon_days

    where today.day = $as_of::date

),

things as (

    select
        'requests' as list,
        concat_ws(chr(31), deadlines.system, deadlines.request_id) as thing_id,
        deadlines.status as state,
        (deadlines.fault is distinct from 'received_later') as is_listed,
        -- Of a request only how long before its day it is due soon follows the day.
        if(
            (deadlines.days_left <= soon.days) <> (deadlines.days_left <= soon.before),
            soon.since_on, null
        ) as rule_on
    from register.deadlines($as_of) as deadlines
    cross join soon
    union all
    select
        'incidents' as list,
        incident_id as thing_id,
        status as state,
        true as is_listed,
        null as rule_on
    from dpo.incidents
    union all
    select
        'records' as list,
        concat_ws(chr(31), system, record_type, record_id) as thing_id,
        status as state,
        is_there and status not in ('Bevaras', 'Tills vidare') as is_listed,
        -- A shorter rule lets fall due on its first day what the longer one kept.
        if(
            due_on = valid_from or status not in ('Försenad gallring', 'Gallras i dag'),
            valid_from, null
        ) as rule_on
    from register.record_states($as_of)
    union all
    select
        'holds' as list,
        hold_id as thing_id,
        status as state,
        true as is_listed,
        null as rule_on
    from dpo.holds
    union all
    select
        'promises' as list,
        promise_id as thing_id,
        status as state,
        true as is_listed,
        valid_from as rule_on
    from dpo.promises
    union all
    select
        'findings' as list,
        findings.check_name as thing_id,
        findings.found::varchar as state,
        true as is_listed,
        (
            select max(promises.valid_from)
            from policy.promises_on($as_of) as promises
            where list_contains(findings.promise_ids, promises.promise_id)
        ) as rule_on
    from dpo.findings as findings
    union all
    select
        'systems' as list,
        system as thing_id,
        overdue_records::varchar as state,
        true as is_listed,
        null as rule_on
    from dpo.systems
    union all
    select
        'files' as list,
        file_id as thing_id,
        if(refused is null, 'read', 'refused') as state,
        true as is_listed,
        null as rule_on
    from register.files

)

select
    things.list,
    things.thing_id,
    things.state,
    coalesce(levels.level, try_cast(things.state as bigint), 0) as level,
    things.is_listed,
    things.rule_on

from things

left join levels
    on things.state = levels.state

where things.thing_id is not null

order by things.list asc, things.thing_id asc
