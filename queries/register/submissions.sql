-- What:    Web forms sent in, and where they were stored.
-- Grain:   one row per form sent in
-- Roles:   dpo
-- Reads:   imported.submissions
-- Column:  submission_id  varchar      -  the form sent in
-- Column:  submitted_at   timestamptz  -  when it was sent
-- Column:  stored_at      timestamptz  -  when it was stored
-- Column:  store          varchar      -  where, as Office 365
-- Column:  item_id        varchar      -  what it became there
-- Column:  bad_fields     varchar[]    -  dates that were filled with something else
-- Column:  exported_on    date         -  the export it stands in
-- Order:   submission_id

select
    submissions.submission_id,
    submissions.submitted_at,
    submissions.stored_at,
    submissions.store,
    submissions.item_id,
    submissions.bad_fields,
    submissions.exported_on

from imported.submissions as submissions

order by submission_id asc
