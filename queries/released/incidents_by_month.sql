-- What:    Personal data incidents by the month in which they became known; no cases.
-- Grain:   one row per month
-- Roles:   dpo, manager, analyst
-- Reads:   released.incidents_by_month
-- Column:  month             date     -          first day of the month
-- Column:  incidents         bigint   incidents  became known in the month
-- Column:  reported_in_time  bigint   incidents  of them, reported to IMY within 72 hours
-- Column:  reported_late     bigint   incidents  of them, reported later
-- Order:   month, newest first

select *
from released.incidents_by_month
order by month desc
