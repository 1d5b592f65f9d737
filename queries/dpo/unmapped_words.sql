-- What:    Words of ticket systems and telephone logs that no [[word]] of the policy explains.
-- Grain:   one row per system, field and word
-- Roles:   dpo
-- Reads:   register.unmapped_words
-- Column:  system    varchar  -         the ticket system, or telephone
-- Column:  field     varchar  -         right, status, outcome or channel; call_outcome, call_direction or call_medium
-- Column:  word      varchar  -         as the system writes it; null when the field is empty
-- Column:  requests  bigint   requests  how many requests or calls carry it
-- Order:   requests, most first, then system, field, word

select *

from register.unmapped_words

order by requests desc, system asc, field asc, word asc
