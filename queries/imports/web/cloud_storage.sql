-- What:    Usage log of Google Cloud Storage: a table whose cells are all quoted.
-- Grain:   one row per line of a request
-- Mark:    "time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri",
-- Line:    "\d{16}","[^"]*","\d*","[^"]*","\w*",".*","\d*"

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
        try_cast(translate(cells[7], 'BbEeXx_', '???????') as smallint) as status,
        cells[12] as referrer,
        -- Cells follow it, unless the line was cut: chr(24) says so.
        if(len(cells) = 13, cells[13] || chr(24), cells[13]) as agent,
        null::boolean as is_dnt

    from split_lines

    where regexp_full_match(cells[1], '\d{16}') and len(cells) >= 13

)

select * from fields
