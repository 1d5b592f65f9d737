-- What:    Access log of the content network Bunny, cells divided by upright lines.
-- Grain:   one row per line with twelve cells
-- Line:    \w+\|\d{3}\|\d{13}\|\d+\|\d+\|[^|]*\|[^|]*\|[^|]+\|\w*\|.*\|\w+\|\w*$

with

split_lines as (

    select
        line,
        string_split(text, '|') as cells

    from export.lines

),

fields as (

    select
        line,
        nullif(cells[6], '-') as address,
        try(make_timestamp(try_cast(cells[3] as bigint) * 1000)) as seen_at,
        nullif(regexp_replace(cells[8], '^\w+://[^/?]*', ''), '') as target,
        try_cast(translate(cells[2], 'BbEeXx_', '???????') as smallint) as status,
        cells[7] as referrer,
        array_to_string(cells[10:len(cells) - 2], '|') as agent,
        null::boolean as is_dnt

    from split_lines

    where len(cells) >= 12 and try_cast(cells[2] as smallint) is not null

)

select * from fields
