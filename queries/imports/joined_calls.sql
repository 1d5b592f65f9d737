-- What:    Calls joined from their parts in several exports, each where it began.
-- Grain:   one row per joined call
-- Roles:   import
-- Reads:   export.ends, export.parted, export.whole_calls
-- Column:  part_id             varchar   -        the export in which it began
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

-- A beginning that was joined before has the keys of those parts.
joined_keys as (

    select
        heads.part_id,
        heads.row_key,
        list_distinct(
            list_concat(
                list(parted.row_key),
                flatten(list(tails.joined_keys)),
                any_value(heads.joined_keys)
            )
        ) as row_keys

    from export.ends as heads

    inner join export.parted as parted
        on heads.part_id = parted.head_id and heads.row_key = parted.head_key

    inner join export.ends as tails
        on parted.part_id = tails.part_id and parted.row_key = tails.row_key

    group by heads.part_id, heads.row_key

),

joined_calls as (

    select
        ends.* replace (
            wholes.direction as direction,
            wholes.queue as queue,
            wholes.queues as queues,
            wholes.agent as agent,
            wholes.is_answered as is_answered,
            wholes.wait_seconds as wait_seconds,
            wholes.talk_seconds as talk_seconds,
            wholes.leg_count as leg_count,
            wholes.leg_ids::ubigint[] as leg_keys,
            coalesce(wholes.unknown_words, []) as unknown_words,
            wholes.bad_fields as bad_fields,
            joined_keys.row_keys as joined_keys
        )

    from export.ends as ends

    inner join joined_keys
        on ends.part_id = joined_keys.part_id and ends.row_key = joined_keys.row_key

    inner join export.whole_calls as wholes
        on hash(ends.part_id, ends.row_key) = wholes.whole_id

)

select * from joined_calls
