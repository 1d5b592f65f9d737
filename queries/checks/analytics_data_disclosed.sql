-- What:    Recipients and linked products that data of the analysis tool reach.
-- Reads:   register.recipients, register.processors, policy.listeds
-- Needs:   recipients

select
    recipients.recipient as thing_id,
    coalesce(
        lower(recipients.data_source) in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'analytics_tool'
        ),
        false
    ) as is_found,
    null::date as since_on

from register.recipients as recipients

union all

select
    processors.processor as thing_id,
    coalesce(len(processors.linked_products), 0) > 0 as is_found,
    null::date as since_on

from register.processors as processors

where
    lower(processors.processor) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = 'analytics_tool'
    )
