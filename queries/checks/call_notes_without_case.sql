-- What:    Notes about calls that belong to no case.
-- Reads:   register.notes
-- Needs:   notes

select
    notes.note_id as thing_id,
    notes.case_id is null as is_found,
    notes.noted_on as since_on

from register.notes as notes

where
    notes.call_id is not null
