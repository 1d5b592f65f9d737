-- What:    Words that visitors searched for, without any that hold personal data; of a month with searches in a web log those of the log alone. Without addresses all is withheld, for it may be one person who searched: an export with the column address tells.
-- Grain:   one row per word, '*' for all
-- Roles:   release
-- Reads:   imported.searches
-- Options: source=search unit=searches minimum=min_networks fold=true round=5
-- Page:    released/searches
-- Margin:  word
-- Param:   first_on  date     first day of the period
-- Param:   last_on   date     last day of the period
-- Column:  word      varchar  -         the word as normalised: lower case, trimmed
-- Column:  persons   bigint   persons   networks that searched for it, 0 without addresses; of all words a lower bound
-- Column:  searches  bigint   searches  times it was searched for, to the nearest five
-- Order:   word

with

counted_searches as (

    select
        searches.searcher,
        -- '*' and 'övriga' are our own marks: a visitor's word like them is quoted.
        if(
            searches.word in ('*', 'övriga'),
            '"' || searches.word || '"',
            searches.word
        ) as word

    from imported.searches as searches

    where
        searches.searched_on between $first_on::date and $last_on::date
        and searches.word is not null

    -- What a log holds the search tool counted too: the log alone, where there is one.
    qualify searches.source is not distinct from max(searches.source) over ()

),

words as (

    select
        word,
        -- Without an address nobody is known to be another than somebody else.
        count(distinct searcher) as persons,
        count(*) as searches

    from counted_searches

    group by word

),

cells as (

    select
        word,
        persons,
        searches

    from words

    union all

    -- Searchers of different words cannot be linked, on purpose: the word with the
    -- most persons is a lower bound for all words together.
    select
        '*' as word,
        max(persons) as persons,
        sum(searches)::bigint as searches

    from words

    having count(*) > 0

)

select * from cells
order by word asc
