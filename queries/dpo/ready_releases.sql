-- What:    What is made and waits to be published, and how much of it would be withheld and why.
-- Grain:   one row per release and statistic
-- Roles:   dpo
-- Reads:   register.ready_releases
-- Column:  release_id       varchar      -        number of the release
-- Column:  source           varchar      -        where the rows come from
-- Column:  month            date         -        first day of the month, or of the period
-- Column:  statistic        varchar      -        what is counted
-- Column:  cells            bigint       cells    all cells, totals too
-- Column:  first_withheld   bigint       cells    withheld because few persons stand behind
-- Column:  second_withheld  bigint       cells    withheld to protect another cell
-- Column:  narrowest        bigint       persons  narrowest range that a withheld cell can be worked out to
-- Column:  min_persons      bigint       persons  fewest that a shown cell rests on
-- Column:  refused          varchar      -        why it was not released, null when it was
-- Column:  is_closed        boolean      -        an export reaches past the period; the clock alone closes none
-- Order:   month, oldest first, then source, statistic

select * exclude (version, released_at)

from register.ready_releases

order by month asc, source asc, statistic asc
