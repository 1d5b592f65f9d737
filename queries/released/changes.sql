-- What:    Changes of rules and of how figures are counted, by the month from which they hold.
-- Grain:   one row per change and source
-- Roles:   dpo, manager, analyst
-- Reads:   released.changes
-- Column:  month     date     -  first day of the month, or of the period
-- Column:  noted_on  date     -  the day, when it is known
-- Column:  kind      varchar  -  rule, policy or method
-- Column:  source    varchar  -  where the rows come from
-- Column:  subject   varchar  -  the rule, or the statistic
-- Column:  before    varchar  -  what the rule said before
-- Column:  after     varchar  -  what it says from then on
-- Order:   month, newest first, then noted_on, source, subject

select *

from released.changes

order by month desc, noted_on asc, source asc, subject asc
