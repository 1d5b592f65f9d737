-- What:    Calls that may have parts in other exports, as legs of the call that begins them.
-- Grain:   one row per such call of an export
-- Roles:   import
-- Reads:   export.ends, export.parted
-- Column:  whole_id        ubigint    -        number of the joined call
-- Column:  line            bigint     -        its place in time
-- Column:  started_at      timestamp  -        local time
-- Column:  counted_at      timestamp  -        the same
-- Column:  is_ambiguous    boolean    -        false
-- Column:  direction       varchar    -        in, out or internal; null when that is unknown
-- Column:  queue           varchar    -        first queue that it came to
-- Column:  queues          varchar[]  -        every queue that it passed, in order, each once
-- Column:  agent           varchar    -        keyed hash of the extension, by the key of the beginning's month
-- Column:  is_answered     boolean    -        somebody answered; null when that is unknown
-- Column:  wait_seconds    integer    seconds  until the answer, or the end
-- Column:  talk_seconds    integer    seconds  from answer to end
-- Column:  leg_count       integer    legs     its rows of the log that the beginning does not have
-- Column:  leg_ids         varchar[]  -        keyed hashes of the ids of its legs; null where the log has none
-- Column:  unknown_words   varchar[]  -        words of the log that nothing explains, each after what it tells
-- Column:  bad_fields      varchar[]  -        cells that cannot be read
-- Order:   none

with

parted_legs as (

    select
        hash(
            coalesce(parted.head_id, ends.part_id),
            coalesce(parted.head_key, ends.row_key)
        ) as whole_id,
        epoch_us(ends.began_at) + if(parted.head_id is null, 0, 1) as line,
        ends.began_at as started_at,
        ends.began_at as counted_at,
        false as is_ambiguous,
        ends.direction,
        ends.queue,
        ends.queues,
        if(parted.is_other_month, ends.persons_before[2], ends.agent) as agent,
        ends.is_answered,
        ends.wait_seconds,
        ends.talk_seconds,
        if(parted.is_known, 0, ends.leg_count) as leg_count,
        ends.leg_keys::varchar[] as leg_ids,
        ends.unknown_words,
        ends.bad_fields

    from export.ends as ends

    left join export.parted as parted
        on ends.part_id = parted.part_id and ends.row_key = parted.row_key

)

select * from parted_legs
