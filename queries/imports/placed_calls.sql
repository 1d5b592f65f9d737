-- What:    Calls, de-identified, with the place of their file: one row a call however many legs it has.
-- Grain:   one row per call
-- Roles:   import
-- Reads:   export.legs, export.keys
-- Column:  place               bigint    -        place of the file among those read together, 0 alone
-- Column:  call_id             varchar   -        keyed hash
-- Column:  started_on          date      -        local day
-- Column:  month               date      -        first day of the local month
-- Column:  weekday             tinyint   -        1 is Monday, 7 is Sunday
-- Column:  hour                tinyint   -        local hour, 0 to 23
-- Column:  direction           varchar   -        in, out or internal; null when that is unknown
-- Column:  caller              varchar   -        keyed hash of the outside number
-- Column:  is_withheld_number  boolean   -        the outside number was withheld
-- Column:  queue               varchar   -        first queue that the call came to
-- Column:  queues              varchar[] -        every queue that the call passed, in order, each once
-- Column:  agent               varchar   -        keyed hash of the extension
-- Column:  is_answered         boolean   -        somebody answered; null when that is unknown
-- Column:  wait_seconds        integer   seconds  until the answer, or the end
-- Column:  talk_seconds        integer   seconds  from answer to end
-- Column:  number_kind         varchar   -        full, masked or none
-- Column:  leg_count           integer   legs     rows of the log that were this call
-- Column:  row_key             ubigint   -        keyed hash that tells calls apart
-- Column:  leg_keys            ubigint[] -        keyed hashes of the ids of its legs; null where the log has none
-- Column:  unknown_words       varchar[] -        words of the log that nothing explains, each after what it tells
-- Column:  bad_fields          varchar[] -        cells that cannot be read
-- Column:  began_at            timestamp -        local time of a call that may have legs in another export; else null
-- Column:  id_keys             ubigint[] -        keyed hashes of such a call's id: by its month, and by the month before
-- Column:  persons_before      varchar[] -        keyed hashes of its outside number and extension by the month before
-- Column:  joined_keys         ubigint[] -        row_key of each call of another export that turned out to be a part
-- Order:   none

with

-- A caller waits until the first answer on any leg, and talks until the last end.
timed_legs as (

    select
        *,
        coalesce(utc_at, started_at) as counted_at,
        counted_at + to_seconds(coalesce(wait_seconds, 0)) as waited_until,
        waited_until + to_seconds(coalesce(talk_seconds, 0)) as talked_until

    from export.legs

),

whole_calls as (

    select
        place,
        told_apart_by,
        told_apart_at,
        month,
        min(started_at) as started_at,
        min(counted_at) as counted_at,
        -- Two legs of an hour that the clock shows twice may lie an hour apart.
        max(started_at) > min(started_at) and bool_or(is_ambiguous) as is_undecided,
        arg_min(direction, line) as direction,
        arg_min_null(outside_number, line) as outside_number,
        arg_min(queue, line) as queue,
        max(queue) <> min(queue) as has_many_queues,
        coalesce(
            arg_min(agent, line) filter (where is_answered), arg_min(agent, line)
        ) as agent,
        -- One leg of unknown outcome may have been the answer.
        if(
            coalesce(bool_or(is_answered), false) or not bool_or(is_answered is null),
            coalesce(bool_or(is_answered), false),
            null
        ) as is_answered,
        coalesce(
            min(waited_until) filter (where is_answered and wait_seconds is not null),
            max(waited_until) filter (where wait_seconds is not null)
        ) as waited_until,
        min(waited_until) filter (where is_answered) as answered_at,
        max(talked_until) filter (where is_answered and talk_seconds is not null)
            as talked_until,
        count(*)::integer as leg_count,
        list(leg_ids) filter (where len(leg_ids) > 0) as leg_ids,
        any_value(outcome_word) as outcome_word,
        any_value(direction_word) as direction_word,
        any_value(medium_word) as medium_word,
        any_value(bad_fields) as bad_fields,
        any_value(shared_id) as shared_id,
        max(started_at) as last_leg_at

    from timed_legs

    group by place, told_apart_by, told_apart_at, month

),

passed_queues as (

    select
        timed_legs.place,
        timed_legs.told_apart_by,
        timed_legs.told_apart_at,
        timed_legs.queue,
        min(timed_legs.line) as first_line

    from timed_legs

    inner join whole_calls
        on
            timed_legs.place = whole_calls.place
            and timed_legs.told_apart_by = whole_calls.told_apart_by
            and timed_legs.told_apart_at is not distinct from whole_calls.told_apart_at
            and whole_calls.has_many_queues

    where timed_legs.queue is not null

    group by
        timed_legs.place,
        timed_legs.told_apart_by,
        timed_legs.told_apart_at,
        timed_legs.queue

),

queues_of_calls as (

    select
        place,
        told_apart_by,
        told_apart_at,
        list(queue order by first_line) as queues

    from passed_queues

    group by place, told_apart_by, told_apart_at

),

-- A call has legs in another export where this one or that one ends: near the first or
-- last hours of this one, or across a midnight, of ours or of UTC. One that may have begun
-- in the month before is found by that month's key, for as long as it is there.
edges as (

    select
        place,
        min(started_at) + interval 12 hours as after_first,
        max(started_at) - interval 12 hours as before_last

    from export.legs

    group by place

),

edge_calls as (

    select
        whole_calls.place,
        whole_calls.told_apart_by,
        whole_calls.told_apart_at,
        list_transform(
            list_filter([own_keys.key, keys.key], lambda part: part is not null),
            lambda part: (
                '0x' || left(sha256(part || 'id' || whole_calls.shared_id), 16)
            )::ubigint
        ) as id_keys,
        if(
            keys.key is null,
            null,
            [
                left(sha256(keys.key || 'caller' || whole_calls.outside_number), 16),
                left(sha256(keys.key || 'agent' || whole_calls.agent), 16)
            ]
        ) as persons_before

    from whole_calls

    inner join edges
        on whole_calls.place = edges.place

    inner join export.keys as own_keys
        on whole_calls.month = own_keys.month

    left join export.keys as keys
        on
            whole_calls.month = keys.month + interval 1 month
            and whole_calls.started_at < whole_calls.month + interval 12 hours

    where
        whole_calls.shared_id is not null
        and (
            whole_calls.started_at <= edges.after_first
            or whole_calls.last_leg_at >= edges.before_last
            or whole_calls.last_leg_at::date > whole_calls.started_at::date
            or (whole_calls.last_leg_at - interval 1 hour)::date
            > (whole_calls.started_at - interval 1 hour)::date
            or (whole_calls.last_leg_at - interval 2 hours)::date
            > (whole_calls.started_at - interval 2 hours)::date
        )

),

-- A number and an agent are hashed once a month, however many calls they have.
named_persons as (

    select
        month,
        'caller' as kind,
        outside_number as name

    from whole_calls

    where outside_number is not null

    union

    select
        month,
        'agent' as kind,
        agent as name

    from whole_calls

    where agent is not null

),

persons as (

    select
        named_persons.month,
        named_persons.kind,
        named_persons.name,
        left(sha256(keys.key || named_persons.kind || named_persons.name), 16)
            as pseudonym

    from named_persons

    inner join export.keys as keys
        on named_persons.month = keys.month

),

keyed_calls as (

    select
        whole_calls.*,
        keys.key,
        callers.pseudonym as caller,
        agents.pseudonym as agent_pseudonym,
        edge_calls.id_keys,
        edge_calls.persons_before,
        coalesce(
            queues_of_calls.queues,
            if(whole_calls.queue is null, [], [whole_calls.queue])
        ) as queues,
        -- One hash gives both keys, each half of what is kept.
        sha256(
            concat(
                keys.key,
                'call',
                whole_calls.told_apart_by,
                '|',
                whole_calls.started_at::varchar
            )
        ) as pseudonym

    from whole_calls

    inner join export.keys as keys
        on whole_calls.month = keys.month

    left join persons as callers
        on
            whole_calls.month = callers.month
            and whole_calls.outside_number = callers.name
            and callers.kind = 'caller'

    left join persons as agents
        on
            whole_calls.month = agents.month
            and whole_calls.agent = agents.name
            and agents.kind = 'agent'

    left join queues_of_calls
        on
            whole_calls.place = queues_of_calls.place
            and whole_calls.told_apart_by = queues_of_calls.told_apart_by
            and whole_calls.told_apart_at
            is not distinct from queues_of_calls.told_apart_at

    left join edge_calls
        on
            whole_calls.place = edge_calls.place
            and whole_calls.told_apart_by = edge_calls.told_apart_by
            and whole_calls.told_apart_at is not distinct from edge_calls.told_apart_at

),

placed_calls as (

    select
        place,
        left(pseudonym, 16) as call_id,
        started_at::date as started_on,
        month,
        isodow(started_at)::tinyint as weekday,
        hour(started_at)::tinyint as hour,
        direction,
        caller,
        coalesce(direction <> 'internal' and caller is null, false)
            as is_withheld_number,
        queue,
        queues,
        agent_pseudonym as agent,
        is_answered,
        if(is_undecided, null, epoch(waited_until - counted_at))::integer
            as wait_seconds,
        if(is_undecided, null, epoch(talked_until - answered_at))::integer
            as talk_seconds,
        case
            when caller is null then 'none'
            when regexp_matches(outside_number, '[*x]') then 'masked'
            else 'full'
        end as number_kind,
        leg_count,
        ('0x' || substr(pseudonym, 17, 16))::ubigint as row_key,
        if(
            leg_ids is null,
            null,
            list_transform(
                list_distinct(flatten(leg_ids)),
                lambda cell: (
                    '0x' || left(sha256(key || 'leg' || lower(cell)), 16)
                )::ubigint
            )
        ) as leg_keys,
        case
            when
                is_answered is null
                or coalesce(outcome_word, direction_word, medium_word) is not null
                then
                    list_filter(
                        [
                            if(
                                is_answered is null or outcome_word is not null,
                                'call_outcome:' || coalesce(outcome_word, ''),
                                null
                            ),
                            'call_direction:' || direction_word,
                            'call_medium:' || medium_word
                        ],
                        lambda cell: cell is not null
                    )
            else []::varchar[]
        end as unknown_words,
        if(
            is_undecided,
            list_concat(coalesce(bad_fields, []), ['wait_seconds', 'talk_seconds']),
            bad_fields
        ) as bad_fields,
        if(id_keys is null, null, started_at) as began_at,
        id_keys,
        persons_before,
        null::ubigint[] as joined_keys

    from keyed_calls

)

select * from placed_calls
