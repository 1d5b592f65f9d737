-- What:    Records whose gallring was overdue when the month ended, by system.
-- Grain:   one row per month and system, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.gallring_overdue
-- Column:  month        date     -        first day of the month, or of the period
-- Column:  system       varchar  -        the system that holds them
-- Column:  records      bigint   records  overdue on the last day, series counted with their size
-- Column:  is_withheld  boolean  -        withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -        the release that the figures stand in
-- Order:   month, newest first, then system

select
    gallring_overdue.month,
    gallring_overdue.system,
    gallring_overdue.records,
    gallring_overdue.is_withheld,
    gallring_overdue.release_id

from released.gallring_overdue as gallring_overdue

order by month desc, system asc
