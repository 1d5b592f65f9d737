-- What:    Legs of calls with their direction, the number outside, and what tells their call apart.
-- Grain:   one row per leg of readable time
-- Roles:   import
-- Reads:   export.raw, export.numbers, export.queues
-- Column:  line            bigint     -        number of the row's first line
-- Column:  started_at      timestamp  -        local time
-- Column:  month           date       -        first day of the local month
-- Column:  told_apart_by   varchar    -        what the legs of one call share
-- Column:  told_apart_at   timestamp  -        start of a call without id, null of one with
-- Column:  direction       varchar    -        in, out or internal
-- Column:  outside_number  varchar    -        as it is compared; null when it is not known
-- Column:  queue           varchar    -        queue that the leg came to
-- Column:  agent           varchar    -        who answered
-- Column:  is_answered     boolean    -        somebody answered
-- Column:  wait_seconds    integer    seconds  until the answer, or the end
-- Column:  talk_seconds    integer    seconds  from answer to end
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
        date_trunc('month', raw.started_at)::date as month,
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

-- A log that does not say which rows are one call: every row is one, told apart from
-- one like it in the same second by their order.
unnamed_legs as (

    select
        line,
        concat_ws(
            '|',
            from_number,
            to_number,
            wait_seconds,
            talk_seconds,
            row_number() over (
                partition by
                    started_at,
                    from_number,
                    to_number,
                    wait_seconds,
                    talk_seconds
                order by line
            )
        ) as told_apart_by

    from numbered_legs

    where call_id is null

),

legs as (

    select
        numbered_legs.*,
        coalesce(numbered_legs.call_id, unnamed_legs.told_apart_by) as told_apart_by,
        if(numbered_legs.call_id is null, numbered_legs.started_at, null)
            as told_apart_at

    from numbered_legs

    left join unnamed_legs on numbered_legs.line = unnamed_legs.line

),

directed_legs as (

    -- A log that does not say the direction: an extension has at most five digits.
    select
        *,
        coalesce(
            direction,
            case
                when len(from_digits) between 1 and 5 and len(to_digits) <= 5
                    then 'internal'
                when len(from_digits) between 1 and 5 then 'out'
                else 'in'
            end
        ) as way

    from legs

),

outside_legs as (

    select
        line,
        started_at,
        month,
        told_apart_by,
        told_apart_at,
        way as direction,
        nullif(
            case
                when way = 'in' then from_digits
                when way = 'out' then to_digits
            end,
            ''
        ) as outside_number,
        named_queue as queue,
        agent,
        is_answered,
        wait_seconds,
        talk_seconds

    from directed_legs

)

select * from outside_legs
