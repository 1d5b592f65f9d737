-- What:    The analysis tool missing an agreement, a transfer mechanism or a kind that
-- What:    is still in use.
-- Reads:   register.processors, policy.listeds

select
    processors.processor || ' ' || coalesce(processors.service, '') as thing_id,
    (
        processors.dpa_signed_on is null
        or processors.property_type is null
        or (
            processors.transfer_mechanism is null
            and upper(processors.country) not in (
                select listeds.value
                from policy.listeds_on($as_of) as listeds
                where listeds.list = 'eea_country'
            )
        )
    ) as is_found,
    processors.tia_on as since_on

from register.processors as processors

where
    lower(processors.processor) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'analytics_tool'
    )
