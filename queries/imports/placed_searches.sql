-- What:    Words searched for on the site's search pages, with the place of their file.
-- Grain:   one row per search
-- Roles:   import
-- Reads:   export.found_searches, export.keys, export.words
-- Column:  place        bigint   -  place of the file among those read together, 0 alone
-- Column:  searched_on  date     -  local day
-- Column:  month        date     -  first day of the local month
-- Column:  word         varchar  -  lower case, trimmed; null when it holds personal data
-- Column:  searcher     varchar  -  keyed hash of network and word, null when unknown
-- Column:  is_zero_hit  boolean  -  nothing was found, null when unknown
-- Column:  personal     varchar  -  the kind of personal data that the word holds
-- Column:  source       varchar  -  web or search
-- Column:  row_key      ubigint  -  keyed hash that tells searches apart
-- Order:   none

with

placed_searches as (

    select
        found_searches.place,
        found_searches.searched_on,
        date_trunc('month', found_searches.searched_on)::date as month,
        if(words.personal is null, found_searches.word, null) as word,
        left(
            sha256(
                keys.key || 'searcher' || found_searches.network || '|'
                || found_searches.word
            ),
            16
        ) as searcher,
        found_searches.is_zero_hit,
        words.personal,
        found_searches.source,
        ('0x' || left(
            sha256(
                keys.key || 'search' || found_searches.told_apart_by || '|'
                || found_searches.word
            ),
            16
        ))::ubigint as row_key

    from export.found_searches as found_searches

    inner join export.keys as keys
        on date_trunc('month', found_searches.searched_on)::date = keys.month

    inner join export.words as words
        on found_searches.word = words.word

)

select * from placed_searches
