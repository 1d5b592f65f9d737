-- What:    Calls, de-identified, with the place of their file: one row a call however many legs it has.
-- Grain:   one row per call
-- Roles:   import
-- Reads:   export.legs, export.whole_calls, export.persons, export.keys
-- Column:  place               bigint    -        place of the file among those read together, 0 alone
-- Column:  call_id             varchar   -        keyed hash
-- Column:  started_on          date      -        local day
-- Column:  month               date      -        first day of the local month
-- Column:  weekday             tinyint   -        1 is Monday, 7 is Sunday
-- Column:  hour                tinyint   -        local hour, 0 to 23
-- Column:  direction           varchar   -        in, out or internal; null when that is unknown
-- Column:  caller              varchar   -        keyed hash of the outside number
-- Column:  is_withheld_number  boolean   -        the outside number was withheld; null where the log has no column for it
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
-- Column:  began_at            timestamp -        local time of a call that has an id of the log; else null
-- Column:  id_keys             ubigint[] -        keyed hashes of that id: by its month, and of a month's first hours by the month before
-- Column:  persons_before      varchar[] -        keyed hashes of its outside number and extension by the month before
-- Column:  joined_keys         ubigint[] -        row_key of each call of another export that turned out to be a part
-- Order:   none

with

-- Most calls have one leg, and are as it is.
started_calls as (

    select
        legs.place,
        legs.month,
        legs.told_apart_by,
        legs.shared_id,
        nullif(legs.outside_number, '') as outside_number,
        legs.outside_number = '' as has_no_number,
        coalesce(wholes.started_at, legs.started_at) as started_at,
        coalesce(wholes.last_leg_at, legs.started_at) as last_leg_at,
        if(wholes.whole_id is null, legs.direction, wholes.direction) as direction,
        if(wholes.whole_id is null, legs.queue, wholes.queue) as queue,
        coalesce(
            wholes.queues, if(legs.queue is null, [], [legs.queue])
        ) as queues,
        if(wholes.whole_id is null, legs.agent, wholes.agent) as agent,
        if(
            wholes.whole_id is null, legs.is_answered, wholes.is_answered
        ) as is_answered,
        if(
            wholes.whole_id is null, legs.wait_seconds, wholes.wait_seconds
        ) as wait_seconds,
        if(
            wholes.whole_id is null, legs.talk_seconds, wholes.talk_seconds
        ) as talk_seconds,
        coalesce(wholes.leg_count, legs.leg_count) as leg_count,
        if(wholes.whole_id is null, legs.leg_ids, wholes.leg_ids) as leg_ids,
        if(
            wholes.whole_id is null, legs.unknown_words, wholes.unknown_words
        ) as unknown_words,
        if(wholes.whole_id is null, legs.bad_fields, wholes.bad_fields) as bad_fields

    from export.legs as legs

    left join export.whole_calls as wholes on legs.whole_id = wholes.whole_id

    where wholes.whole_id is null or legs.line = wholes.first_line

),

-- A call may have legs in another export, before or after this one or beside it: by its id
-- it is found there. One that may have begun in the month before is found by that month's
-- key, for as long as it is there.
keyed_calls as (

    select
        started_calls.*,
        keys.key,
        if(
            started_calls.started_at < started_calls.month + interval 12 hours,
            keys_before.key,
            null
        ) as key_before,
        callers.person as caller,
        agents.person as agent_hash,
        -- One hash gives both keys, each half of what is kept.
        sha256(
            concat(
                keys.key,
                'call',
                started_calls.told_apart_by,
                '|',
                started_calls.started_at::varchar
            )
        ) as pseudonym

    from started_calls

    inner join export.keys as keys on started_calls.month = keys.month

    left join export.persons as callers
        on
            started_calls.month = callers.month
            and started_calls.outside_number = callers.written
            and callers.role = 'caller'

    left join export.persons as agents
        on
            started_calls.month = agents.month
            and started_calls.agent = agents.written
            and agents.role = 'agent'

    left join export.keys as keys_before
        on (started_calls.month - interval 1 month)::date = keys_before.month

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
        if(direction = 'internal', false, has_no_number) as is_withheld_number,
        queue,
        queues,
        agent_hash as agent,
        is_answered,
        wait_seconds,
        talk_seconds,
        case
            when outside_number is null then 'none'
            when contains(outside_number, '*') or contains(outside_number, 'x')
                then 'masked'
            else 'full'
        end as number_kind,
        leg_count,
        ('0x' || substr(pseudonym, 17, 16))::ubigint as row_key,
        case
            when len(leg_ids) > 0
                then
                    list_transform(
                        list_distinct(leg_ids),
                        lambda cell: (
                            '0x' || left(sha256(key || 'leg' || lower(cell)), 16)
                        )::ubigint
                    )
        end as leg_keys,
        coalesce(unknown_words, []) as unknown_words,
        bad_fields,
        if(shared_id is null, null, started_at) as began_at,
        case
            when shared_id is null then null
            when key_before is null
                then [('0x' || left(sha256(key || 'id' || shared_id), 16))::ubigint]
            else
                [
                    ('0x' || left(sha256(key || 'id' || shared_id), 16))::ubigint,
                    ('0x' || left(sha256(key_before || 'id' || shared_id), 16))::ubigint
                ]
        end as id_keys,
        case
            when shared_id is not null and key_before is not null
                then
                    [
                        left(sha256(key_before || 'caller' || outside_number), 16),
                        left(sha256(key_before || 'agent' || agent), 16)
                    ]
        end as persons_before,
        null::ubigint[] as joined_keys

    from keyed_calls

)

select * from placed_calls
