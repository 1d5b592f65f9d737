-- What:    Rows of the search log that stand beside an address, a user or a session.
-- Reads:   register.source_facts
-- Column:  weight  bigint  rows  how many rows of the log one case stands for

select
    strftime(month, '%Y-%m') as thing_id,
    fact = 'linked_columns' and count > 0 as is_found,
    month as since_on,
    -- The rows found are among all rows, and counted once.
    count - if(
        fact = 'linked_columns',
        0,
        coalesce(
            sum(count) filter (where fact = 'linked_columns') over (partition by month),
            0
        )
    )::bigint as weight

from register.source_facts

where
    source = 'search'
    and fact in ('linked_columns', 'searches')
    and month <= $as_of::date

-- Searches in a web log say nothing of it.
qualify count(*) filter (where fact = 'linked_columns') over () > 0
