-- What:    Columns that hold personnummer and are not meant to (dataskyddslagen
-- What:    2018:218 3 kap. 10 §).
-- Reads:   register.fields
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    (
        fields.personnummer_hits > 0
        and coalesce(lower(fields.data_category), '') <> 'personnummer'
    ) as is_found,
    null::date as since_on

from register.fields as fields
