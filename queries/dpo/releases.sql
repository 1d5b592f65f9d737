-- What:    What has been released, and how much of it is withheld and why.
-- Grain:   one row per release and statistic
-- Roles:   dpo
-- Reads:   register.releases
-- Column:  release_id       varchar      -        number of the release
-- Column:  source           varchar      -        where the rows come from
-- Column:  month            date         -        first day of the month, or of the period
-- Column:  statistic        varchar      -        what is counted
-- Column:  version          integer      -        1 is the first; a correction counts on
-- Column:  released_at      timestamptz  -        instant of the release
-- Column:  cells            bigint       cells    all cells, totals too
-- Column:  first_withheld   bigint       cells    withheld because few persons stand behind
-- Column:  second_withheld  bigint       cells    withheld to protect another cell
-- Column:  narrowest        bigint       persons  narrowest range that a withheld cell can be worked out to
-- Column:  min_persons      bigint       persons  fewest that a shown cell rests on
-- Column:  refused          varchar      -        why it was not released, null when it was
-- Order:   month, newest first, then source, statistic, version

select
    release_id,
    source,
    month,
    statistic,
    version,
    released_at,
    cells,
    first_withheld,
    second_withheld,
    narrowest,
    min_persons,
    refused

from register.releases

order by month desc, source asc, statistic asc, version asc
