-- What:    Rows of visitors who asked not to be tracked, counted in the statistics all
-- What:    the same.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.fields, policy.listeds
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there are
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Column:  has_data     boolean    -      the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

listeds_in_force as (

    select * from policy.listeds_on($as_of)

),

looked_at as (

    select
        concat_ws('.', fields.system, fields.table_name, fields.column_name)
            as thing_id,
        fields.filled_count > 0 as is_found,
        null::date as since_on

    from register.fields as fields

    where
        lower(fields.system) in (
            select lower(listeds.value)
            from listeds_in_force as listeds
            where listeds.list = 'statistics_system'
        )
        and lower(fields.column_name) in (
            select lower(listeds.value)
            from listeds_in_force as listeds
            where listeds.list = 'dnt_column'
        )

),

counted as (

    select
        0::bigint as expected,
        count(*) filter (where looked_at.is_found) as found,
        count(*) as population,
        min(looked_at.since_on) filter (
            where looked_at.is_found and looked_at.since_on <= asked.as_of
        ) as since_on,
        coalesce(
            list_slice(
                list(distinct looked_at.thing_id order by looked_at.thing_id) filter (
                    where looked_at.is_found
                ),
                1, 20
            ),
            []
        ) as example_ids,
        count(*) > 0 as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
