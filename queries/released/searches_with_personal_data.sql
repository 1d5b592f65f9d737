-- What:    Searches that held personal data; the words themselves are never kept.
-- Grain:   one row per month
-- Roles:   dpo, manager, analyst
-- Reads:   released.searches_with_personal_data
-- Column:  month        date     -         first day of the month, or of the period
-- Column:  searches     bigint   searches  searches that held personal data, to the nearest five
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first

select
    searches_with_personal_data.month,
    searches_with_personal_data.searches,
    searches_with_personal_data.is_withheld,
    searches_with_personal_data.release_id

from released.searches_with_personal_data as searches_with_personal_data

order by month desc
