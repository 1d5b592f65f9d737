-- What:    What needs the officer, most urgent first; below it what was looked at and is quiet.
-- Grain:   one row per kind of task, or per incident, request or late source
-- Roles:   dpo
-- Reads:   dpo.incidents, register.deadlines, dpo.gallring_by_system, dpo.promises, dpo.holds, dpo.sources, dpo.ready_releases
-- Param:   as_of        date       the day that counts as today
-- Column:  kind         varchar    -      incident, request, gallring, promises_broken ...
-- Column:  urgency      bigint     -      its place among the kinds, the most urgent first
-- Column:  state        varchar    -      bad, soon or unknown; what is quiet is well, when it was measured, or still
-- Column:  is_quiet     boolean    -      nothing has to be done
-- Column:  subject      varchar    -      the incident, request or source; null where a row is of many
-- Column:  about        varchar    -      the kind of incident, the right that was used
-- Column:  amount       bigint     count  how many it is about
-- Column:  parts        bigint     count  in how many systems or releases
-- Column:  days         bigint     days   left; below 0 when past; since the newest data of a source
-- Column:  due_at       varchar    -      the instant at which 72 hours have passed
-- Column:  is_extended  boolean    -      a request: a valid extension was notified
-- Column:  ids          varchar[]  -      what a row of many is about, by id
-- Order:   urgency, then due_at, days, subject

with

-- The order of the kinds is that of the list; the last ones are quiet.
kinds as (

    select
        unnest([
            'incident', 'hold_lost', 'request', 'requests_more', 'requests_unclear',
            'gallring', 'gallring_today', 'promises_new', 'promises_broken',
            'attestations', 'holds_review', 'source_late', 'releases_ready',
            'sources_missing', 'promises_no_data', 'no_period', 'incidents_none',
            'requests_none', 'requests_running', 'gallring_none', 'gallring_soon',
            'promises_kept', 'holds_in_force', 'sources_in_time'
        ]) as kind,
        unnest([
            'bad', 'bad', 'bad', 'bad', 'unknown', 'bad', 'soon', 'bad', 'bad',
            'soon', 'soon', 'unknown', 'soon', 'unknown', 'unknown', 'unknown',
            'well', 'well', 'still', 'well', 'still', 'well', 'still', 'well'
        ]) as state,
        generate_subscripts(range(24), 1) as urgency,
        generate_subscripts(range(24), 1) > 16 as is_quiet

),

urgent_requests as (

    select
        request_id as subject,
        coalesce(right_used, kind) as about,
        days_left as days,
        coalesce(extension_is_valid, false) as is_extended,
        row_number() over (order by days_left, request_id, system) > 12 as is_more

    from register.deadlines($as_of)

    where status in ('Försenad', 'Förfaller i dag', 'Förfaller snart')

),

requests as (

    select
        if(is_more, 'requests_more', 'request') as kind,
        if(is_more, null, subject) as subject,
        if(is_more, null, about) as about,
        count(*) as amount,
        min(days) as days,
        bool_and(is_extended) as is_extended,
        list(subject order by subject) as ids

    from urgent_requests

    group by all

),

found as (
    select
        'incident' as kind,
        incident_id as subject,
        incident_type as about,
        due_at
    from dpo.incidents
    where reported_at is null and closed_on is null
    union all by name
    select * from requests
    union all by name
    select
        if(
            status in ('Pågår', 'Pausad'), 'requests_running', 'requests_unclear'
        ) as kind,
        count(*) as amount,
        list(request_id order by request_id) as ids
    from register.deadlines($as_of)
    where status in ('Pågår', 'Pausad', 'Ogiltiga datum', 'Underlag saknas')
    group by all
    union all by name
    select
        case status
            when 'Försenad gallring' then 'gallring'
            when 'Gallras i dag' then 'gallring_today'
            when 'Gallras snart' then 'gallring_soon'
            else 'no_period'
        end as kind,
        sum(records)::bigint as amount,
        count(distinct system) as parts,
        min(oldest_due_on - $as_of::date) as days,
        list(distinct system order by system) as ids
    from dpo.gallring_by_system
    where
        status in (
            'Försenad gallring', 'Gallras i dag', 'Gallras snart',
            'Gallringsfrist saknas'
        )
    group by all
    union all by name
    select
        case status
            when 'broken'
                then if(
                    since_on > $as_of::date - 7, 'promises_new', 'promises_broken'
                )
            when 'due_for_attestation' then 'attestations'
            else 'promises_' || status
        end as kind,
        count(*) as amount,
        min(since_on - $as_of::date) as days,
        list(promise_id order by len(promise_id), promise_id) as ids
    from dpo.promises
    where status <> 'not_measurable'
    group by all
    union all by name
    select
        case status
            when 'i kraft' then 'holds_in_force'
            when 'ska omprövas' then 'holds_review'
            else 'hold_lost'
        end as kind,
        count(*) as amount,
        min(review_on - $as_of::date) as days,
        list(hold_id order by review_on, hold_id) as ids
    from dpo.holds
    group by all
    union all by name
    select
        case status
            when 'sen' then 'source_late'
            when 'saknas' then 'sources_missing'
            when 'väntas' then 'sources_missing'
            else 'sources_in_time'
        end as kind,
        if(status = 'sen', source, null) as subject,
        count(*) as amount,
        min(silent_days) filter (where status = 'sen') as days,
        list(source order by source) as ids
    from dpo.sources
    group by all
    union all by name
    select
        'releases_ready' as kind,
        count(*) as amount,
        count(distinct release_id) as parts,
        list(distinct release_id order by release_id) as ids
    from dpo.ready_releases
    where is_closed and refused is null
    having count(*) > 0

),

-- Nothing to do is well only where an export came, and is not late.
looked_at as (

    select
        unnest(['incidents', 'requests', 'records']) as source,
        unnest(['incidents_none', 'requests_none', 'gallring_none']) as kind,
        unnest([['incident'], ['request'], ['gallring', 'gallring_today']]) as busy

),

found_or_nothing as (

    select * from found

    union all by name

    select
        looked_at.kind,
        0 as amount

    from looked_at

    inner join dpo.sources as sources
        on looked_at.source = sources.source

    where
        sources.status = 'i tid'
        and not exists (
            select 1 from found
            where list_contains(looked_at.busy, found.kind)
        )

),

tasks as (

    select
        kinds.kind,
        kinds.urgency,
        if(
            kinds.kind like 'request%' and found_or_nothing.days >= 0
            and not kinds.is_quiet,
            'soon', kinds.state
        ) as state,
        kinds.is_quiet,
        found_or_nothing.subject,
        found_or_nothing.about,
        coalesce(found_or_nothing.amount, 1) as amount,
        found_or_nothing.parts,
        found_or_nothing.days,
        found_or_nothing.due_at,
        found_or_nothing.is_extended,
        found_or_nothing.ids

    from found_or_nothing

    inner join kinds
        on found_or_nothing.kind = kinds.kind

)

select * from tasks
order by
    urgency asc,
    due_at asc nulls last,
    if(kind = 'source_late', -days, days) asc nulls last,
    subject asc
