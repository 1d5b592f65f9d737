-- What:    Counts of searches that outlive the rows, for the promises about words.
-- Grain:   one row per month and fact
-- Roles:   import
-- Reads:   imported.searches
-- Column:  source  varchar  -     always search
-- Column:  month   date     -     first day of the month
-- Column:  fact    varchar  -     what is counted
-- Column:  count   bigint   rows  how many
-- Order:   month, fact

with

facts as (

    select
        'search' as source,
        month,
        'searches' as fact,
        count(*) as count

    from imported.searches

    group by month

    union all

    select
        'search' as source,
        month,
        'personal_searches' as fact,
        count(*) as count

    from imported.searches

    where personal is not null

    group by month

    union all

    select
        'search' as source,
        month,
        'personal_searches:' || personal as fact,
        count(*) as count

    from imported.searches

    where personal is not null

    group by month, personal

    union all

    -- A search tool whose rows say who searched, by address or user: 0 is an answer too.
    select
        'search' as source,
        month,
        'linked_columns' as fact,
        count(searcher) as count

    from imported.searches

    where source = 'search'

    group by month

)

select * from facts
order by month asc, fact asc
