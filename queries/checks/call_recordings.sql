-- What:    Columns of the call log that point to recordings, which the policy does not
-- What:    mention.
-- Reads:   register.fields, policy.listeds

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    (
        fields.filled_count > 0
        and lower(fields.column_name) in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'recording_column'
        )
    ) as is_found,
    null::date as since_on

from register.fields as fields

where
    lower(fields.system) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'call_log'
    )
