-- What:    Suppliers of the web site that the processor list lacks, or that reach data
-- What:    without an agreement.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.processors, policy.listeds, register.delivered_sources
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
        listeds.value as thing_id,
        (
            count(processors.processor) = 0
            or bool_or(
                processors.has_access is not false
                and (
                    processors.dpa_signed_on is null
                    or coalesce(processors.dpa_expires_on < asked.as_of, false)
                )
            )
        ) as is_found,
        min(processors.dpa_expires_on) as since_on

    from listeds_in_force as listeds

    left join register.processors as processors
        on lower(listeds.value) = lower(processors.processor)

    cross join asked

    where listeds.list = 'web_supplier'

    group by listeds.value

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
        exists (select 1 from register.processors)
        or exists (
            select 1
            from register.delivered_sources as delivered
            where delivered.source = 'processors'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
