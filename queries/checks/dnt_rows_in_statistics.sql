-- What:    Rows of visitors who asked not to be tracked, counted in the statistics all
-- What:    the same.
-- Reads:   register.fields, policy.listeds

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    fields.filled_count > 0 as is_found,
    null::date as since_on

from register.fields as fields

where
    lower(fields.system) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'statistics_system'
    )
    and lower(fields.column_name) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'dnt_column'
    )
