-- What:    Questions to the data protection officer.
-- Grain:   one row per question
-- Roles:   dpo
-- Reads:   imported.advices
-- Column:  advice_id    varchar    -  the question
-- Column:  asked_on     date       -  asked
-- Column:  answered_on  date       -  answered
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Column:  exported_on  date       -  the export it stands in
-- Order:   advice_id

select
    advices.advice_id,
    advices.asked_on,
    advices.answered_on,
    advices.bad_fields,
    advices.exported_on

from imported.advices as advices

order by advice_id asc
