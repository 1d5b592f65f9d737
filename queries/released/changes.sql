-- What:    Changes of rules and of how figures are counted, by the month from which they hold.
-- Grain:   one row per change and source
-- Roles:   dpo, manager, analyst
-- Reads:   released.changes
-- Column:  month     date     -  first day of the month, or of the period
-- Column:  noted_on  date     -  the day, when it is known
-- Column:  kind      varchar  -  rule or method
-- Column:  source    varchar  -  where the rows come from
-- Column:  subject   varchar  -  the rule, or the statistic
-- Column:  before    varchar  -  what the rule said before
-- Column:  after     varchar  -  what it says from then on
-- Order:   month, newest first, then noted_on, source, subject

select
    changes.month,
    changes.noted_on,
    changes.kind,
    changes.source,
    changes.subject,
    changes.before,
    changes.after

from released.changes as changes

order by
    changes.month desc,
    changes.noted_on asc,
    changes.source asc,
    changes.subject asc
