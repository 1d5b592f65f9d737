-- What:    Columns of some systems beyond those that the policy names.
-- Reads:   register.fields, policy.listeds
-- Param:   systems  varchar  the list of the policy that names the systems
-- Param:   columns  varchar  the list that names the columns they may have

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    lower(fields.column_name) not in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = $columns
    ) as is_found,
    null::date as since_on

from register.fields as fields

where
    lower(fields.system) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = $systems
    )
    and fields.filled_count > 0
