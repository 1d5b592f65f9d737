-- What:    Calls, de-identified: one row a call however many legs it has.
-- Grain:   one row per call
-- Roles:   import
-- Reads:   export.raw, export.keys
-- Column:  call_id             varchar   -        keyed hash
-- Column:  started_on          date      -        local day
-- Column:  month               date      -        first day of the local month
-- Column:  weekday             tinyint   -        1 is Monday, 7 is Sunday
-- Column:  hour                tinyint   -        local hour, 0 to 23
-- Column:  direction           varchar   -        in, out or internal
-- Column:  caller              varchar   -        keyed hash of the outside number
-- Column:  is_withheld_number  boolean   -        the outside number was withheld
-- Column:  queue               varchar   -        queue that the call came to
-- Column:  agent               varchar   -        keyed hash of the extension
-- Column:  is_answered         boolean   -        somebody answered
-- Column:  wait_seconds        integer   seconds  until the answer, or the end
-- Column:  talk_seconds        integer   seconds  from answer to end
-- Column:  number_kind         varchar   -        full, masked or none
-- Column:  leg_count           integer   legs     rows of the log that were this call
-- Column:  row_key             ubigint   -        keyed hash that tells calls apart
-- Order:   none

with

legs as (

    select
        raw.*,
        date_trunc('month', raw.started_at)::date as month,
        coalesce(raw.call_id, 'line ' || raw.line) as told_apart_by,
        regexp_replace(
            coalesce(raw.from_number, ''), '[^0-9*x+]', '', 'g'
        ) as from_digits,
        regexp_replace(coalesce(raw.to_number, ''), '[^0-9*x+]', '', 'g') as to_digits

    from export.raw as raw

    where raw.started_at is not null

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

outside_numbers as (

    select
        *,
        case
            when way = 'in' then from_digits
            when way = 'out' then to_digits
        end as outside_digits

    from directed_legs

),

whole_calls as (

    select
        told_apart_by,
        min(started_at) as started_at,
        min(month) as month,
        arg_min(way, line) as way,
        arg_min(outside_digits, line) as outside_digits,
        arg_min(queue, line) as queue,
        arg_min(agent, line) filter (where agent is not null) as agent,
        bool_or(is_answered) as is_answered,
        min(wait_seconds)::integer as wait_seconds,
        max(talk_seconds)::integer as talk_seconds,
        count(*)::integer as leg_count

    from outside_numbers

    group by told_apart_by, month

),

normalised_calls as (

    -- 0046, +46 and a leading 0 are three ways to write the same Swedish number.
    select
        whole_calls.*,
        keys.key,
        nullif(
            regexp_replace(
                regexp_replace(whole_calls.outside_digits, '^(\+46|0046|46)', '0'),
                '^00',
                '+'
            ),
            ''
        ) as outside_number

    from whole_calls

    inner join export.keys as keys
        on whole_calls.month = keys.month

),

calls as (

    select
        left(sha256(key || 'call' || told_apart_by), 16) as call_id,
        started_at::date as started_on,
        month,
        isodow(started_at)::tinyint as weekday,
        hour(started_at)::tinyint as hour,
        way as direction,
        left(sha256(key || 'caller' || outside_number), 16) as caller,
        way <> 'internal' and outside_number is null as is_withheld_number,
        queue,
        left(sha256(key || 'agent' || agent), 16) as agent,
        coalesce(is_answered, false) as is_answered,
        wait_seconds,
        if(is_answered, talk_seconds, null) as talk_seconds,
        case
            when outside_number is null then 'none'
            when regexp_matches(outside_number, '[*x]') then 'masked'
            else 'full'
        end as number_kind,
        leg_count,
        ('0x' || left(
            sha256(key || 'row' || told_apart_by || '|' || started_at::varchar), 16
        ))::ubigint as row_key

    from normalised_calls

)

select * from calls
