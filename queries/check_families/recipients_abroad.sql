-- What:    Recipients and processors outside the EEA, or without a country.
-- Reads:   register.recipients, register.processors, policy.listeds
-- Needs:   recipients
-- Param:   mechanism  varchar  missing: only those without a transfer mechanism where no adequacy decision holds

with

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

)

select
    places.thing_id,
    (
        coalesce(places.country, '') not in (
            select listeds.value
            from policy.listeds_on($as_of) as listeds
            where
                listeds.list = 'eea_country'
                or (
                    $mechanism is not null and listeds.list = 'adequate_country'
                )
        )
        and ($mechanism is null or places.transfer_mechanism is null)
    ) as is_found,
    null::date as since_on

from places
