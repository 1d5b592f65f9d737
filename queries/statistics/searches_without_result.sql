-- What:    Words that visitors searched for and found nothing; none holds personal data. Without addresses all is withheld, for it may be one person who searched: a search tool's export with the column address tells.
-- Grain:   one row per word, '*' for all
-- Roles:   release
-- Reads:   imported.searches
-- Options: source=search unit=zero_searches minimum=min_networks fold=true round=5 corrected=same
-- Page:    released/searches
-- Margin:  word
-- Param:   first_on  date     first day of the period
-- Param:   last_on   date     last day of the period
-- Column:  word      varchar  -         the word as normalised: lower case, trimmed
-- Column:  persons   bigint   persons   networks that found nothing, or that found something where they are fewer: what is released of all searches could be subtracted; of all words a lower bound
-- Column:  searches  bigint   searches  times nothing was found, to the nearest five
-- Order:   word

with

counted_searches as (

    select
        -- Without an address nobody is known to be another than somebody else.
        coalesce(searches.searcher, '-') as searcher,
        coalesce(searches.is_zero_hit, false) as is_zero_hit,
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

    -- What a log holds the search tool counted too, and it alone says what was found.
    qualify searches.source is not distinct from min(searches.source) over ()

),

words as (

    select
        word,
        count(distinct nullif(searcher, '-')) filter (where is_zero_hit) as persons,
        nullif(count(distinct searcher) filter (where not is_zero_hit), 0)
            as others,
        count(*) filter (where is_zero_hit) as searches

    from counted_searches

    group by word

),

cells as (

    select
        word,
        least(persons, others) as persons,
        searches

    from words

    where searches > 0

    union all

    -- Searchers of different words cannot be linked, on purpose: the word with the
    -- most persons is a lower bound for all words together.
    select
        '*' as word,
        least(max(persons), max(others)) as persons,
        sum(searches)::bigint as searches

    from words

    having sum(searches) > 0

)

select * from cells
order by word asc
