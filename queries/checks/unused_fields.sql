-- What:    Columns that are filled and that nothing reads.
-- Reads:   register.fields
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    fields.filled_count > 0 and fields.is_used is not true as is_found,
    null::date as since_on

from register.fields as fields

where
    fields.data_category is not null
