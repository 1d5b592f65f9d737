-- What:    Written routines of systems and archives.
-- Grain:   one row per routine
-- Roles:   dpo
-- Reads:   imported.routines
-- Column:  routine_id      varchar    -  the routine
-- Column:  system          varchar    -  the system or archive
-- Column:  owner_id        varchar    -  who answers for it, by id
-- Column:  routine_type    varchar    -  use, gallring, access ...
-- Column:  reviewed_on     date       -  last reviewed
-- Column:  next_review_on  date       -  to be reviewed by
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Column:  exported_on     date       -  the export it stands in
-- Order:   routine_id

select
    routines.routine_id,
    routines.system,
    routines.owner_id,
    routines.routine_type,
    routines.reviewed_on,
    routines.next_review_on,
    routines.bad_fields,
    routines.exported_on

from imported.routines as routines

order by routine_id asc
