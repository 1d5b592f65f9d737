-- What:    Columns of the web statistics that hold or name a person.
-- Reads:   register.fields, policy.listeds

select
    concat_ws('.', fields.system, fields.table_name, fields.column_name) as thing_id,
    (
        fields.personnummer_hits + fields.email_hits + fields.phone_hits
        + fields.ip_hits + fields.name_hits > 0
        or lower(fields.column_name) in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'identifying_column'
        )
    ) as is_found,
    null::date as since_on

from register.fields as fields

where
    lower(fields.system) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'statistics_system'
    )
