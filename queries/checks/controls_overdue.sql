-- What:    Security measures not in place on their day.
-- Reads:   register.controls
-- Needs:   controls

select
    controls.control_id as thing_id,
    coalesce(lower(controls.status), '') <> 'done'
    and coalesce(controls.due_on < $as_of::date, true) as is_found,
    controls.due_on + 1 as since_on

from register.controls as controls
