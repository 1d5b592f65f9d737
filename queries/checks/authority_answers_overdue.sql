-- What:    Cases at the supervisory authority whose answer is late.
-- Reads:   register.supervisions
-- Needs:   supervisions

select
    supervisions.case_id as thing_id,
    (
        supervisions.closed_on is null
        and coalesce(supervisions.answer_due_on < $as_of::date, false)
    ) as is_found,
    supervisions.answer_due_on + 1 as since_on

from register.supervisions as supervisions
