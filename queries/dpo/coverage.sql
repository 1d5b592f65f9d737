-- What:    The months that data came for, per source of events.
-- Grain:   one row per source and month
-- Roles:   dpo
-- Reads:   register.source_months
-- Column:  source  varchar  -      where the rows come from
-- Column:  month   date     -      first day of the month
-- Column:  files   bigint   files  exports that hold rows of the month
-- Column:  rows    bigint   rows   calls, page views, searches or figures of the month
-- Order:   source, then month, newest first

select
    source,
    month,
    count(distinct file_id) as files,
    sum(rows)::bigint as rows

from register.source_months

group by source, month

order by source asc, month desc
