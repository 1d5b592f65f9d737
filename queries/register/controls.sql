-- What:    Technical and organisational measures.
-- Grain:   one row per measure
-- Roles:   dpo
-- Reads:   imported.controls
-- Column:  control_id    varchar    -  the measure
-- Column:  status        varchar    -  open or done
-- Column:  due_on        date       -  to be done by
-- Column:  evaluated_on  date       -  last evaluated
-- Column:  bad_fields    varchar[]  -  dates that were filled with something else
-- Column:  exported_on   date       -  the export it stands in
-- Order:   control_id

select
    controls.control_id,
    controls.status,
    controls.due_on,
    controls.evaluated_on,
    controls.bad_fields,
    controls.exported_on

from imported.controls as controls

order by control_id asc
