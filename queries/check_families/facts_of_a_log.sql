-- What:    Rows of a log, by month, of which there should be none.
-- Reads:   register.source_facts
-- Param:   source  varchar  the source of the log
-- Param:   fact    varchar  the fact that counts the rows
-- Param:   lines   varchar  the fact that counts all rows of the log
-- Column:  weight  bigint  rows  how many rows of the log one case stands for

select
    strftime(source_facts.month, '%Y-%m') as thing_id,
    source_facts.fact = $fact and source_facts.count > 0 as is_found,
    source_facts.month as since_on,
    -- The rows found are among all rows, and counted once.
    source_facts.count - if(
        source_facts.fact = $fact,
        0,
        coalesce(
            sum(source_facts.count) filter (where source_facts.fact = $fact)
                over (partition by source_facts.month),
            0
        )
    )::bigint as weight

from register.source_facts as source_facts

where
    source_facts.source = $source
    and source_facts.fact in ($fact, $lines)
    and source_facts.month <= $as_of::date
