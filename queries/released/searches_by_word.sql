-- What:    Words that visitors searched for, without any that hold personal data.
-- Grain:   one row per month and word, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.searches_by_word
-- Column:  month        date     -         first day of the month, or of the period
-- Column:  word         varchar  -         the word as normalised: lower case, trimmed
-- Column:  searches     bigint   searches  times it was searched for, to the nearest five
-- Column:  is_withheld  boolean  -         withheld so that nobody can be traced; never zero
-- Column:  release_id   varchar  -         the release that the figures stand in
-- Order:   month, newest first, then word

select
    searches_by_word.month,
    searches_by_word.word,
    searches_by_word.searches,
    searches_by_word.is_withheld,
    searches_by_word.release_id

from released.searches_by_word as searches_by_word

order by month desc, word asc
