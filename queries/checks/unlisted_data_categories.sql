-- What:    Kinds of data kept in systems and archives that the policy does not name.
-- Reads:   register.fields, register.archives, policy.listeds
-- Needs:   fields

with

kept_categories as (

    select
        concat_ws('.', fields.system, fields.table_name, fields.column_name)
            as thing_id,
        fields.data_category

    from register.fields as fields

    where fields.data_category is not null and fields.filled_count > 0

    union all

    select
        archives.archive_id as thing_id,
        unnest(archives.data_categories) as data_category

    from register.archives as archives

)

select
    kept_categories.thing_id,
    lower(kept_categories.data_category) not in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'data_category'
    ) as is_found,
    null::date as since_on

from kept_categories
