-- What:    Requests for a right that stand in a note and were never registered.
-- Reads:   register.notes
-- Needs:   notes

select
    notes.note_id as thing_id,
    notes.is_rights_request and notes.request_id is null as is_found,
    notes.noted_on as since_on

from register.notes as notes
