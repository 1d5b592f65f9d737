-- What:    Public columns that hold a personnummer.
-- Reads:   register.fields
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    fields.personnummer_hits > 0 as is_found,
    null::date as since_on

from register.fields as fields

where
    fields.is_public is not false
