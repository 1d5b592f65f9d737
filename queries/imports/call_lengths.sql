-- What:    How long legs of calls waited, talked and lasted, where it is not written in seconds.
-- Grain:   one row per leg with such a cell
-- Roles:   import
-- Reads:   export.told
-- Column:  line    bigint  -        number of the row's first line
-- Column:  waited  double  seconds  null when the cell is no length
-- Column:  talked  double  seconds  null when the cell is no length
-- Column:  lasted  double  seconds  null when the cell is no length
-- Order:   none

with

other_lengths as (

    unpivot (
        select
            line,
            if(try_cast(waited as double) is null, nullif(waited, ''), null) as waited,
            if(try_cast(talked as double) is null, nullif(talked, ''), null) as talked,
            if(try_cast(lasted as double) is null, nullif(lasted, ''), null) as lasted

        from export.told
    )
    on waited, talked, lasted
    into name field value content

),

-- 1:02:03 or 02:03, and 1 h 2 min 3 s with any of them left out.
split_lengths as (

    select
        line,
        field,
        list_transform(
            string_split(replace(content, ',', '.'), ':'),
            lambda part: try_cast(part as double)
        ) as part,
        regexp_extract(
            lower(content),
            '^(?:(\d+) ?[ht][a-z]*\.? ?)?(?:(\d+) ?m[a-z]*\.? ?)?'
            || '(?:(\d+) ?s[a-z]*\.?)?(?: ?\(.*\))?$',
            ['hours', 'minutes', 'seconds']
        ) as said

    from other_lengths

),

seconds as (

    select
        line,
        field,
        case len(part)
            when 1
                then
                    coalesce(
                        part[1],
                        if(
                            concat(said.hours, said.minutes, said.seconds) = '',
                            null,
                            coalesce(try_cast(said.hours as integer), 0) * 3600
                            + coalesce(try_cast(said.minutes as integer), 0) * 60
                            + coalesce(try_cast(said.seconds as integer), 0)
                        )
                    )
            when 2 then part[1] * 60 + part[2]
            when 3 then part[1] * 3600 + part[2] * 60 + part[3]
        end as seconds

    from split_lengths

),

call_lengths as (

    select
        line,
        max(seconds) filter (where field = 'waited') as waited,
        max(seconds) filter (where field = 'talked') as talked,
        max(seconds) filter (where field = 'lasted') as lasted

    from seconds

    group by line

)

select * from call_lengths
