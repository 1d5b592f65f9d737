-- What:    What the texts of law and policy themselves say that the DPO should know.
-- Grain:   one row per finding
-- Roles:   dpo
-- Reads:   policy.text_findings
-- Param:   as_of        date     the day that counts as today
-- Column:  finding_id   varchar  -  the finding
-- Column:  sentence_sv  varchar  -  in Swedish
-- Column:  sentence_en  varchar  -  in English
-- Column:  citation     varchar  -  what it rests on
-- Column:  valid_from   date     -  since when
-- Order:   finding_id

select * exclude (valid_to, decided_on)

from policy.text_findings_on($as_of)

order by finding_id asc
