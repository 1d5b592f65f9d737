-- What:    Calls joined from their parts in several exports, each where it began.
-- Grain:   one row per joined call
-- Roles:   import
-- Reads:   export.ends, export.parted
-- Column:  part_id             varchar   -        the export in which it began
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

members as (

    select
        ends.*,
        coalesce(parted.head_id, ends.part_id) as head_id,
        coalesce(parted.head_key, ends.row_key) as head_key,
        coalesce(parted.is_known, false) as is_known,
        ends.began_at
        + to_seconds(coalesce(ends.wait_seconds, 0)) as waited_until,
        waited_until
        + to_seconds(coalesce(ends.talk_seconds, 0)) as talked_until,
        if(parted.is_other_month, ends.persons_before[2], ends.agent) as own_agent

    from export.ends as ends

    left join export.parted as parted
        on ends.part_id = parted.part_id and ends.row_key = parted.row_key

),

-- A caller waits until the first answer on any leg, and talks until the last end.
joined as (

    select
        head_id,
        head_key,
        min(began_at) as first_at,
        arg_min(direction, began_at) as direction,
        arg_min(queue, began_at) as queue,
        coalesce(
            arg_min(own_agent, began_at) filter (where is_answered),
            arg_min(own_agent, began_at)
        ) as agent,
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
        sum(if(is_known, 0, leg_count))::integer as leg_count,
        list_distinct(flatten(list(leg_keys))) as leg_keys,
        list_distinct(flatten(list(unknown_words))) as unknown_words,
        list_distinct(flatten(list(bad_fields))) as bad_fields,
        list_distinct(
            list_concat(
                list(row_key) filter (where row_key <> head_key),
                flatten(list(joined_keys))
            )
        ) as joined_keys

    from members

    group by head_id, head_key

    having count(*) > 1

),

passed_queues as (

    select
        head_id,
        head_key,
        began_at,
        unnest(queues) as queue,
        generate_subscripts(queues, 1) as place

    from members

),

first_passed as (

    select
        head_id,
        head_key,
        queue,
        min([epoch(began_at), place]) as first_place

    from passed_queues

    group by head_id, head_key, queue

),

queues_of_calls as (

    select
        head_id,
        head_key,
        list(queue order by first_place) as queues

    from first_passed

    group by head_id, head_key

),

joined_calls as (

    select
        ends.* replace (
            joined.direction as direction,
            joined.queue as queue,
            coalesce(queues_of_calls.queues, []) as queues,
            joined.agent as agent,
            joined.is_answered as is_answered,
            epoch(joined.waited_until - joined.first_at)::integer as wait_seconds,
            epoch(joined.talked_until - joined.answered_at)::integer as talk_seconds,
            joined.leg_count as leg_count,
            nullif(joined.leg_keys, []) as leg_keys,
            list_filter(
                joined.unknown_words,
                lambda part: (
                    part <> 'call_outcome:' or joined.is_answered is null
                )
            ) as unknown_words,
            nullif(joined.bad_fields, []) as bad_fields,
            joined.joined_keys as joined_keys
        )

    from export.ends as ends

    inner join joined
        on ends.part_id = joined.head_id and ends.row_key = joined.head_key

    left join queues_of_calls
        on
            joined.head_id = queues_of_calls.head_id
            and joined.head_key = queues_of_calls.head_key

)

select * from joined_calls
