-- What:    Notes about calls and e-mails in cases, without their text.
-- Grain:   one row per note
-- Roles:   dpo
-- Reads:   imported.notes
-- Column:  note_id            varchar    -  the note
-- Column:  case_id            varchar    -  the case
-- Column:  channel            varchar    -  phone, email
-- Column:  noted_on           date       -  when
-- Column:  call_id            varchar    -  the call it belongs to
-- Column:  is_rights_request  boolean    -  it holds a request for a right
-- Column:  request_id         varchar    -  the request that was registered for it
-- Column:  bad_fields         varchar[]  -  dates that were filled with something else
-- Column:  exported_on        date       -  the export it stands in
-- Order:   note_id

select
    notes.note_id,
    notes.case_id,
    notes.channel,
    notes.noted_on,
    notes.call_id,
    notes.is_rights_request,
    notes.request_id,
    notes.bad_fields,
    notes.exported_on

from imported.notes as notes

order by note_id asc
