-- What:    Legs of calls whose days have no year, with the latest year in which the day is not after the export.
-- Grain:   one row per leg
-- Roles:   import
-- Reads:   export.neutral, export.manner, export.last_days
-- Column:  line         bigint   -  number of the row's first line
-- Column:  call_id      varchar  -  what the legs of one call share; null when the log does not say
-- Column:  started_at   varchar  -  with year, month and day
-- Column:  answered_at  varchar  -  as it stands
-- Column:  ended_at     varchar  -  as it stands
-- Column:  from_number  varchar  -  who called
-- Column:  to_number    varchar  -  who was called
-- Column:  direction    varchar  -  in, out or internal; null: worked out from the numbers
-- Column:  queue        varchar  -  queue or context that the call came to
-- Column:  agent        varchar  -  who answered
-- Column:  is_answered  boolean  -  somebody answered; null: worked out from the times
-- Column:  waited       varchar  -  until the answer, or the end; as it stands
-- Column:  talked       varchar  -  from answer to end; as it stands
-- Column:  lasted       varchar  -  from start to end; as it stands
-- Column:  clock        varchar  -  utc when the exchange writes UTC; null for its local time
-- Column:  reason       varchar  -  why the row is no call; null when it is one
-- Order:   none

with

yearless_legs as (

    select
        neutral.*,
        last_days.exported_on,
        regexp_extract(
            neutral.started_at,
            '^(\d\d)/(\d\d)/0000 (.*)$',
            ['first', 'second', 'clock']
        ) as said,
        manner.is_month_first

    from export.neutral as neutral

    cross join export.manner as manner

    cross join export.last_days as last_days

),

spelt_legs as (

    select
        *,
        if(
            is_month_first,
            said.first || '-' || said.second,
            said.second || '-' || said.first
        ) as month_and_day

    from yearless_legs

),

-- Eight years hold a 29 February even where a century lacks it.
dated_legs as (

    select
        *,
        list_filter(
            list_transform(
                range(8),
                lambda part: try_cast(
                    (year(exported_on) - part) || '-' || month_and_day as date
                )
            ),
            lambda part: part <= exported_on
        )[1] as called_on

    from spelt_legs

),

call_years as (

    select
        * exclude (exported_on, said, is_month_first, month_and_day, called_on)
        replace (
            if(
                called_on is null, started_at, called_on::varchar || ' ' || said.clock
            ) as started_at
        )

    from dated_legs

)

select * from call_years
