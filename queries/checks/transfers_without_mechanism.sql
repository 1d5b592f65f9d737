-- What:    Recipients and processors outside the EEA without a transfer mechanism (GDPR
-- What:    art. 44-46).
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.recipients, register.processors, policy.listeds,
-- Reads:   register.delivered_sources
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

places as (

    select
        recipients.recipient as thing_id,
        upper(recipients.country) as country,
        recipients.transfer_mechanism

    from register.recipients as recipients

    union all

    select
        processors.processor as thing_id,
        upper(processors.country) as country,
        processors.transfer_mechanism

    from register.processors as processors

),

looked_at as (

    select
        places.thing_id,
        (
            coalesce(places.country, '') not in (
                select listeds.value
                from listeds_in_force as listeds
                where listeds.list = 'eea_country'
            )
            and places.transfer_mechanism is null
        ) as is_found,
        null::date as since_on

    from places

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
        count(*) > 0 or exists (
            select 1
            from register.delivered_sources as delivered
            where delivered.source = 'recipients'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
