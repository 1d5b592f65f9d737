-- What:    How much differs in each list from how it stood after an earlier import.
-- Grain:   one row per list and change, where there is one
-- Roles:   dpo
-- Reads:   dpo.changed_things
-- Param:   as_of   date     the day that counts as today
-- Param:   list    varchar  requests, incidents, records, holds, promises, findings, systems or files; null for all
-- Param:   since   date     compared with the newest import of this day or before it
-- Param:   kept_on  date     newest day of which it is kept how things stood
-- Column:  list    varchar  -  requests, incidents, records, holds, promises, findings, systems or files
-- Column:  change  varchar  -  rule where another rule made it so, else new, worse or better
-- Column:  things  bigint   count  how many
-- Order:   list, change

select
    list,
    change,
    count(*) as things

from dpo.changed_things

group by list, change

order by list asc, change asc
