-- What:    The last entry of the journal when the build in force was made.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.journal_heads
-- Column:  number  bigint   -  number of the entry; 0 when there was none
-- Column:  hash    varchar  -  its hash
-- Order:   number

select *

from register.journal_heads

order by number asc
