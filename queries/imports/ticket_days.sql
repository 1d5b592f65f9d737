-- What:    The cells that hold a day, taken apart; numbers whose order is not known stay first and second.
-- Grain:   one filled cell of a day
-- Roles:   import
-- Reads:   export.told
-- Column:  line         bigint   -  number of the ticket or, where one asks for several rights, of the right
-- Column:  field        varchar  -  our name of the column
-- Column:  content      varchar  -  the cell
-- Column:  year         integer  -  null when the cell is no day
-- Column:  month        integer  -  null while the order of the numbers is not known
-- Column:  day          integer  -  null while the order of the numbers is not known
-- Column:  first        integer  -  the first of two numbers before a year
-- Column:  second       integer  -  the second of them
-- Column:  clock        varchar  -  hh:mm:ss, null without a time of day
-- Column:  zone         varchar  -  +hh:mm or +hhmm, null when the cell does not say
-- Order:   line, field

with

cells as (

    unpivot (
        select
            line,
            received_at,
            identity_requested_on,
            identity_verified_on,
            clarification_asked_on,
            clarification_answered_on,
            extension_notified_on,
            closed_on,
            updated_at

        from export.told
    )
    on columns(* exclude (line))
    into name field value content

),

-- A day, then perhaps a time of day, half of the day, and zone.
split_cells as (

    select
        line,
        field,
        content,
        regexp_extract(
            content,
            '^(?:\p{L}{2,9}\.?, )?(.+?)(?:(?:,? +|T)(?:at |kl\.? )?'
            || '(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?'
            || '(?: ?([AaPpFfEe])\.?[Mm]\.?)?'
            || ' ?(Z|UTC|GMT|CEST|CET|[+-]\d{2}:?(?:\d{2})?)?)?$',
            ['day', 'hour', 'minute', 'second', 'half', 'zone']
        ) as part

    from cells

    where trim(content) <> ''

),

shapes as (

    select
        line,
        field,
        content,
        part,
        regexp_extract(
            part.day,
            '^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$',
            ['year', 'month', 'day']
        ) as iso,
        regexp_extract(
            part.day,
            '^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})$',
            ['first', 'mark', 'second', 'year']
        ) as numbers,
        regexp_extract(
            part.day,
            '^(\d{1,2})\.?[ /-]*(?:de )?(\p{L}{3,})\.?[ ,/-]+(?:de )?(\d{4}|\d{2})$',
            ['day', 'month', 'year']
        ) as words,
        regexp_extract(
            part.day,
            '^(\p{L}{3,})\.? (\d{1,2}),? (\d{4})$',
            ['month', 'day', 'year']
        ) as month_first_words

    from split_cells

),

-- Two digits are a year of this century. Dots stand only where the day is first.
numbers_of_days as (

    select
        line,
        field,
        content,
        part,
        try_cast(
            coalesce(
                nullif(iso.year, ''),
                case
                    when length(numbers.year) = 2 then '20' || numbers.year
                    else nullif(numbers.year, '')
                end,
                case
                    when length(words.year) = 2 then '20' || words.year
                    else nullif(words.year, '')
                end,
                month_first_words.year
            ) as integer
        ) as year,
        try_cast(
            coalesce(
                nullif(iso.month, ''),
                case when numbers.mark = '.' then numbers.second end
            ) as integer
        ) as numbered_month,
        lower(
            strip_accents(coalesce(nullif(words.month, ''), month_first_words.month))
        ) as month_name,
        try_cast(
            coalesce(
                nullif(iso.day, ''),
                case when numbers.mark = '.' then numbers.first end,
                nullif(words.day, ''),
                month_first_words.day
            ) as integer
        ) as day,
        case when numbers.mark <> '.' then try_cast(numbers.first as integer) end
            as first,
        case when numbers.mark <> '.' then try_cast(numbers.second as integer) end
            as second

    from shapes

),

-- English, Swedish, German, French, Spanish and Portuguese.
named_months as (

    select
        unnest([
            ['jan', 'ene'], ['feb', 'fev'], ['mar'], ['apr', 'abr', 'avr'],
            ['maj', 'may', 'mai'], ['jun', 'juin'], ['jul', 'juil'],
            ['aug', 'ago', 'aou'], ['sep', 'set'], ['oct', 'okt', 'out'],
            ['nov'], ['dec', 'dez', 'dic']
        ]) as names,
        unnest(range(1, 13)) as number

),

month_names as (

    select
        unnest(names) as name,
        cast(number as integer) as number

    from named_months

),

numbers_of_months as (

    select
        *,
        try_cast(part.hour as integer) as hour,
        case
            when month_name[1:4] in ('juin', 'juil') then month_name[1:4]
            else month_name[1:3]
        end as month_start

    from numbers_of_days

),

ticket_days as (

    select
        numbers_of_months.line,
        numbers_of_months.field,
        numbers_of_months.content,
        numbers_of_months.year,
        coalesce(numbers_of_months.numbered_month, month_names.number) as month,
        numbers_of_months.day,
        numbers_of_months.first,
        numbers_of_months.second,
        case
            when numbers_of_months.part.hour <> ''
                then printf(
                    '%02d:%s:%s',
                    case
                        when lower(numbers_of_months.part.half) in ('p', 'e')
                            then numbers_of_months.hour % 12 + 12
                        when numbers_of_months.part.half <> ''
                            then numbers_of_months.hour % 12
                        else numbers_of_months.hour
                    end,
                    numbers_of_months.part.minute,
                    coalesce(nullif(numbers_of_months.part.second, ''), '00')
                )
        end as clock,
        case numbers_of_months.part.zone
            when '' then null
            when 'CET' then '+01:00'
            when 'CEST' then '+02:00'
            when 'Z' then '+00:00'
            when 'UTC' then '+00:00'
            when 'GMT' then '+00:00'
            else rpad(replace(numbers_of_months.part.zone, ':', ''), 5, '0')
        end as zone

    from numbers_of_months

    left join month_names on numbers_of_months.month_start = month_names.name

)

select * from ticket_days
order by line asc, field asc
