-- What:    Columns in which a scan found words of sensitive data (GDPR art. 9.1).
-- Reads:   register.fields
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    fields.sensitive_hits > 0 as is_found,
    null::date as since_on

from register.fields as fields
