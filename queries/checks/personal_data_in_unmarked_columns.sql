-- What:    Columns in which a scan found personal data and the inventory says there is
-- What:    none.
-- Reads:   register.fields
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    (
        fields.personnummer_hits + fields.email_hits + fields.phone_hits
        + fields.ip_hits + fields.name_hits + fields.sensitive_hits > 0
    ) as is_found,
    null::date as since_on

from register.fields as fields

where
    fields.data_category is null
