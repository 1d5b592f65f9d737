-- What:    Public columns that hold something else than the policy says is shown.
-- Reads:   register.fields, policy.listeds
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    (
        fields.data_category is null
        or lower(fields.data_category) not in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'public_category'
        )
    ) as is_found,
    null::date as since_on

from register.fields as fields

where fields.is_public is true and fields.filled_count > 0
