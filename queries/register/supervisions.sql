-- What:    Cases at the supervisory authority.
-- Grain:   one row per case
-- Roles:   dpo
-- Reads:   imported.supervisions
-- Column:  case_id        varchar    -  the case
-- Column:  opened_on      date       -  opened
-- Column:  answer_due_on  date       -  the authority wants an answer by
-- Column:  closed_on      date       -  closed
-- Column:  bad_fields     varchar[]  -  dates that were filled with something else
-- Column:  exported_on    date       -  the export it stands in
-- Order:   case_id

select
    supervisions.case_id,
    supervisions.opened_on,
    supervisions.answer_due_on,
    supervisions.closed_on,
    supervisions.bad_fields,
    supervisions.exported_on

from imported.supervisions as supervisions

order by case_id asc
