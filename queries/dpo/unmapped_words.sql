-- What:    Words of the ticket systems that no [[word]] of the policy explains.
-- Grain:   one row per system, field and word
-- Roles:   dpo
-- Reads:   register.unmapped_words
-- Column:  system    varchar  -         the ticket system
-- Column:  field     varchar  -         right, status, outcome or channel
-- Column:  word      varchar  -         as the ticket system writes it; null when the field is empty
-- Column:  requests  bigint   requests  how many carry it
-- Order:   requests, most first, then system, field, word

select
    unmapped_words.system,
    unmapped_words.field,
    unmapped_words.word,
    unmapped_words.requests

from register.unmapped_words as unmapped_words

order by requests desc, system asc, field asc, word asc
