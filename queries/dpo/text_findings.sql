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

with

asked as (

    select $as_of::date as as_of

),

findings as (

    select text_findings.*

    from policy.text_findings as text_findings

    cross join asked

    where text_findings.valid_from <= asked.as_of

)

select * from findings
order by finding_id asc
