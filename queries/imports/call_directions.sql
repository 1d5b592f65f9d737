-- What:    Legs of calls with their direction, the number outside, and what tells their call apart.
-- Grain:   one row per leg of readable time
-- Roles:   import
-- Reads:   export.raw, export.numbers, export.queues
-- Column:  place           bigint     -        place of the file among those read together, 0 alone
-- Column:  line            bigint     -        number of the row's first line
-- Column:  started_at      timestamp  -        local time
-- Column:  counted_at      timestamp  -        the same by UTC where the log has a day on which a clock is moved
-- Column:  is_ambiguous    boolean    -        the start is of an hour that the clock shows twice, or never
-- Column:  month           date       -        first day of the local month in which the call began
-- Column:  told_apart_by   varchar    -        what the legs of one call share
-- Column:  whole_id        ubigint    -        number of the call: its place, id and month, and its start where its id does not suffice
-- Column:  shared_id       varchar    -        the id that legs of the call have in other exports too; null without
-- Column:  direction       varchar    -        in, out or internal; null when that is unknown
-- Column:  outside_number  varchar    -        as it is compared; empty when it is withheld, null when it is not known
-- Column:  queue           varchar    -        queue that the leg came to
-- Column:  queues          varchar[]  -        null: the queue alone
-- Column:  agent           varchar    -        who answered
-- Column:  is_answered     boolean    -        somebody answered
-- Column:  wait_seconds    integer    seconds  until the answer, or the end
-- Column:  talk_seconds    integer    seconds  from answer to end
-- Column:  leg_count       integer    legs     1
-- Column:  leg_ids         varchar[]  -        ids of legs that no other leg anywhere has
-- Column:  unknown_words   varchar[]  -        words of the log that nothing explains, each after what it tells; null without
-- Column:  bad_fields      varchar[]  -        cells that cannot be read
-- Order:   none

with

dialled_queues as (

    select
        coalesce(nullif(numbers.number, ''), queues.dialled) as dialled,
        min(queues.queue) as queue

    from export.queues as queues

    inner join export.numbers as numbers on queues.dialled = numbers.written

    group by all

),

numbered_legs as (

    select
        raw.*,
        raw.line >> 32 as place,
        coalesce(from_numbers.number, '') as from_digits,
        coalesce(to_numbers.number, '') as to_digits,
        coalesce(dialled_queues.queue, raw.queue) as named_queue

    from export.raw as raw

    left join export.numbers as from_numbers
        on raw.from_number = from_numbers.written

    left join export.numbers as to_numbers
        on raw.to_number = to_numbers.written

    left join dialled_queues
        on
            coalesce(nullif(to_numbers.number, ''), raw.to_number)
            = dialled_queues.dialled

    where raw.started_at is not null and raw.reason is null

),

-- A log that does not say which rows are one call: every row is one, distinguished from
-- one like it in the same second by their order.
unnamed_legs as (

    select
        line,
        -- Both numbers, or a talk of some length, tell calls apart by themselves.
        concat_ws(
            '|',
            from_number,
            to_number,
            wait_seconds,
            talk_seconds,
            if(
                talk_seconds > 0 or (from_number <> '' and to_number <> ''),
                null,
                content
            )
        ) as cells,
        concat_ws(
            '|',
            cells,
            row_number() over (partition by line >> 32, started_at, cells order by line)
        ) as told_apart_by

    from export.raw

    where call_id is null and started_at is not null and reason is null

),

-- An exchange may use an id again, and a call may pass midnight. A leg belongs to the call
-- of the legs before it with the same id, unless half a day lies between. Such ids
-- are few: they are found by hashes, which are quicker to compare than ids.
long_ids as (

    select
        line >> 32 as place,
        hash(coalesce(repeating_id, call_id)) as id_hash

    from export.raw

    where call_id is not null and started_at is not null

    group by place, id_hash

    having
        max(started_at) - min(started_at) > interval 12 hours
        or month(max(started_at)) <> month(min(started_at))
        or min(if(repeating_id is null, 0, hash(call_id)))
        <> max(if(repeating_id is null, 0, hash(call_id)))

),

marked_legs as (

    select
        raw.line,
        long_ids.place,
        raw.call_id,
        raw.started_at,
        coalesce(raw.repeating_id, raw.call_id) as id,
        coalesce(
            raw.started_at - lag(raw.started_at) over (
                partition by
                    long_ids.place, coalesce(raw.repeating_id, raw.call_id)
                order by raw.started_at, raw.line
            ) > interval 12 hours,
            true
        ) as is_first

    from export.raw as raw

    inner join long_ids
        on
            raw.line >> 32 = long_ids.place
            and hash(coalesce(raw.repeating_id, raw.call_id)) = long_ids.id_hash

    where
        raw.call_id is not null
        and raw.started_at is not null
        and raw.reason is null

),

counted_legs as (

    select
        *,
        count(*) filter (where is_first) over (
            partition by place, id
            order by started_at, line
        ) as nth

    from marked_legs

),

long_legs as (

    select
        line,
        first_value(call_id) over (
            partition by place, id, nth
            order by started_at, line
        ) as call_id,
        min(started_at) over (partition by place, id, nth) as began_at

    from counted_legs

),

legs as (

    select
        numbered_legs.*,
        date_trunc(
            'month', coalesce(long_legs.began_at, numbered_legs.started_at)
        )::date as month,
        coalesce(
            long_legs.call_id, numbered_legs.call_id, unnamed_legs.told_apart_by
        ) as told_apart_by,
        if(
            numbered_legs.call_id is null,
            numbered_legs.started_at,
            long_legs.began_at
        ) as told_apart_at

    from numbered_legs

    left join long_legs on numbered_legs.line = long_legs.line

    left join unnamed_legs on numbered_legs.line = unnamed_legs.line

),

-- A person who dials a service code (*21#, **62*0701740605#) calls nobody: the exchange or
-- the operator takes it.
dialled_legs as (

    select
        *,
        coalesce(
            (starts_with(to_number, '*') or starts_with(to_number, '#'))
            and regexp_full_match(to_number, '[*#]{1,2}\d{1,4}([*#].*)?'),
            false
        ) as is_to_service_code

    from legs

),

directed_legs as (

    -- A log that does not say the direction: an extension has at most five digits. What a
    -- log has no column for says nothing of it.
    select
        *,
        if(
            is_to_service_code and direction is distinct from 'in',
            'internal',
            direction
        ) as said_way,
        coalesce(
            said_way,
            case
                when len(from_digits) > 5 then 'in'
                when from_number is null or to_number is null then 'unknown'
                when from_digits = '' then 'in'
                when len(to_digits) <= 5 then 'internal'
                else 'out'
            end
        ) as way

    from dialled_legs

),

outside_legs as (

    select
        place,
        line,
        started_at,
        coalesce(utc_at, started_at) as counted_at,
        is_ambiguous,
        month,
        told_apart_by,
        hash(place, told_apart_by, told_apart_at, month) as whole_id,
        coalesce(repeating_id, call_id) as shared_id,
        nullif(way, 'unknown') as direction,
        case
            when way = 'in' then if(from_number is null, null, from_digits)
            when way = 'out' then if(to_number is null, null, to_digits)
            -- Either way, who is no extension is outside.
            when way = 'unknown' and len(from_digits) > 5 and len(to_digits) <= 5
                then from_digits
            when way = 'unknown' and len(from_digits) <= 5 and len(to_digits) > 5
                then to_digits
        end as outside_number,
        named_queue as queue,
        null::varchar[] as queues,
        agent,
        is_answered,
        wait_seconds,
        talk_seconds,
        1 as leg_count,
        leg_ids,
        unknown_words,
        bad_fields

    from directed_legs

)

select * from outside_legs
