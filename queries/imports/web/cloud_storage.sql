-- What:    Usage log of Google Cloud Storage: a table whose cells are all quoted.
-- Grain:   one row per line of a request
-- Roles:   import
-- Reads:   export.lines
-- Table:   hits
-- Mark:    "time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri",
-- Line:    "\d{16}","[^"]*","\d*","[^"]*","\w*",".*","\d*"
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
        string_split(trim(text, '" '), '","') as cells

    from export.lines

    where starts_with(text, '"')

),

fields as (

    select
        line,
        cells[2] as address,
        make_timestamp(try_cast(cells[1] as bigint)) as seen_at,
        cells[6] as target,
        try_cast(cells[7] as smallint) as status,
        cells[12] as referrer,
        cells[13] as agent,
        null::boolean as is_dnt

    from split_lines

    where regexp_full_match(cells[1], '\d{16}') and len(cells) >= 13

)

select * from fields
