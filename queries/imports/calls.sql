-- What:    Calls, de-identified: one row a call however many legs it has.
-- Grain:   one row per call
-- Roles:   import
-- Reads:   taken.calls
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
-- Column:  began_at            timestamp -        local time of a call that has an id of the log; else null
-- Column:  id_keys             ubigint[] -        keyed hashes of that id: by its month, and of a month's first hours by the month before
-- Column:  persons_before      varchar[] -        keyed hashes of its outside number and extension by the month before
-- Column:  joined_keys         ubigint[] -        row_key of each call of another export that turned out to be a part
-- Order:   none

with

calls as (

    select
        call_id,
        started_on,
        month,
        weekday,
        hour,
        direction,
        caller,
        is_withheld_number,
        queue,
        queues,
        agent,
        is_answered,
        wait_seconds,
        talk_seconds,
        number_kind,
        leg_count,
        row_key,
        leg_keys,
        unknown_words,
        bad_fields,
        began_at,
        id_keys,
        persons_before,
        joined_keys

    from taken.calls

)

select * from calls
