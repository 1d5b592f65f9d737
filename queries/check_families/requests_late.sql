-- What:    Requests for one right not answered in time (GDPR art. 12.3).
-- Reads:   register.deadlines
-- Needs:   requests
-- Rests:   requests.request_type
-- Param:   right  varchar  the right that was used

select
    deadlines.request_id as thing_id,
    deadlines.status in ('Försenad', 'Besvarad för sent') as is_found,
    deadlines.statutory_due_on + 1 as since_on

from register.deadlines($as_of) as deadlines

where deadlines.right_used = $right
