-- What:    Columns outside the call log that hold callers' numbers.
-- Reads:   register.fields, policy.listeds
-- Needs:   fields

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    (
        fields.phone_hits > 0
        and coalesce(lower(fields.data_category), '') <> 'telefonnummer'
    ) as is_found,
    null::date as since_on

from register.fields as fields

where
    lower(fields.system) not in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'call_log'
    )
