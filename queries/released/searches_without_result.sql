-- What:    Words that visitors searched for and found nothing; none holds personal data.
-- Grain:   one row per month and word, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.searches_without_result
-- Column:  month        date     -         first day of the month, or of the period
-- Column:  word         varchar  -         the word as normalised: lower case, trimmed
-- Column:  searches     bigint   searches  times nothing was found, to the nearest five
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first, then word

select
    searches_without_result.month,
    searches_without_result.word,
    searches_without_result.searches,
    searches_without_result.is_withheld,
    searches_without_result.release_id

from released.searches_without_result as searches_without_result

order by month desc, word asc
