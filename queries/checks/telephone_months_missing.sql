-- What:    Months without any call in the log, between the first and the last.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.source_months
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

known_months as (

    select distinct source_months.month

    from register.source_months as source_months

    where source_months.source = 'telephone'

),

all_months as (

    select
        unnest(
            generate_series(
                min(known_months.month), max(known_months.month), interval 1 month
            )
        )::date as month

    from known_months

),

looked_at as (

    select
        strftime(all_months.month, '%Y-%m') as thing_id,
        known_months.month is null as is_found,
        all_months.month as since_on

    from all_months

    left join known_months
        on all_months.month = known_months.month

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
