-- What:    Searches that held personal data; the words themselves are never kept.
-- Grain:   one row
-- Roles:   release
-- Reads:   imported.searches
-- Options: source=search unit=personal_searches minimum=min_networks round=5
-- Page:    released/searches
-- Margin:
-- Param:   first_on  date    first day of the period
-- Param:   last_on   date    last day of the period
-- Column:  persons   bigint  persons   networks that made such a search
-- Column:  searches  bigint  searches  searches that held personal data, to the nearest five
-- Order:   one row

with

cells as (

    select
        count(distinct coalesce(searches.searcher, '-')) as persons,
        count(*) as searches

    from imported.searches as searches

    where
        searches.searched_on between $first_on::date and $last_on::date
        and searches.personal is not null
        and searches.source is not distinct from (
            select max(sources.source) from imported.searches as sources
        )

    having count(*) > 0

)

select * from cells
order by searches asc
