-- What:    Calls to the guidance line, counted and nothing else.
-- Grain:   one row per month
-- Roles:   dpo, manager, analyst
-- Reads:   released.guidance_calls
-- Column:  month        date     -      first day of the month, or of the period
-- Column:  calls        bigint   calls  calls to the guidance line in the period
-- Column:  is_withheld  boolean  -      withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -      the release that the figures stand in
-- Order:   month, newest first

select
    guidance_calls.month,
    guidance_calls.calls,
    guidance_calls.is_withheld,
    guidance_calls.release_id

from released.guidance_calls as guidance_calls

order by month desc
