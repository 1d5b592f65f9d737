-- What:    Access log of the content network Bunny, cells divided by upright lines.
-- Grain:   one row per line with twelve cells
-- Roles:   import
-- Reads:   export.lines
-- Table:   hits
-- Line:    \w+\|\d{3}\|\d{13}\|\d+\|\d+\|[^|]*\|[^|]*\|[^|]+\|\w*\|.*\|\w+\|\w*$
-- Column:  line      bigint     -      number of the line in the file
-- Column:  address   varchar    -      address or host name of the client
-- Column:  seen_at   timestamp  -      instant of the request, UTC
-- Column:  target    varchar    -      what was asked for, query included
-- Column:  status    smallint   -      HTTP status; 0 without an answer, null when it cannot be read, below 0 when no visitor asked
-- Column:  referrer  varchar    -      page that the visitor came from
-- Column:  agent     varchar    -      user agent, null where the log keeps none
-- Column:  is_dnt    boolean    -      Do Not Track or Global Privacy Control, null where the log does not say
-- Order:   none

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
        try_cast(cells[2] as smallint) as status,
        cells[7] as referrer,
        array_to_string(cells[10:len(cells) - 2], '|') as agent,
        null::boolean as is_dnt

    from split_lines

    where len(cells) >= 12 and try_cast(cells[2] as smallint) is not null

)

select * from fields
