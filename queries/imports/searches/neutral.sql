-- What:    Searches of a search tool, in the neutral form.
-- Grain:   one row per search
-- Roles:   import
-- Reads:   export.rows
-- Table:   searches
-- Header:  searched_at, word
-- Options: hits address
-- Column:  line         bigint     -     number of the row's first line
-- Column:  searched_at  timestamp  -     local time
-- Column:  word         varchar    -     what was searched for
-- Column:  hits         integer    hits  how much was found, null when unknown
-- Column:  address      varchar    -     address of the searcher, where there is one
-- Order:   line

with

searches as (

    select
        line,
        coalesce(
            try_cast(searched_at as timestamp),
            try_cast(searched_at as timestamptz)::timestamp
        ) as searched_at,
        word,
        try_cast(hits as integer) as hits,
        address

    from export.rows

)

select * from searches
order by line asc
