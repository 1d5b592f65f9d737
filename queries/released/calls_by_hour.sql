-- What:    Telephone calls by weekday and hour of the day, local time, the guidance line apart.
-- Grain:   one row per month and weekday, hour, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.calls_by_hour
-- Column:  month        date     -      first day of the month, or of the period
-- Column:  weekday      varchar  -      1 is Monday, 7 is Sunday
-- Column:  hour         varchar  -      00 to 23, the hour in which the call began
-- Column:  calls        bigint   calls  calls that began in the period
-- Column:  is_withheld  boolean  -      withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -      the release that the figures stand in
-- Order:   month, newest first, then weekday, hour

select
    calls_by_hour.month,
    calls_by_hour.weekday,
    calls_by_hour.hour,
    calls_by_hour.calls,
    calls_by_hour.is_withheld,
    calls_by_hour.release_id

from released.calls_by_hour as calls_by_hour

order by month desc, weekday asc, hour asc
