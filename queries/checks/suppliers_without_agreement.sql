-- What:    Suppliers of the web site that the processor list lacks, or that reach data
-- What:    without an agreement.
-- Reads:   register.processors, policy.listeds
-- Needs:   register.processors, processors

select
    listeds.value as thing_id,
    (
        count(processors.processor) = 0
        or bool_or(
            processors.has_access is not false
            and (
                processors.dpa_signed_on is null
                or coalesce(processors.dpa_expires_on < $as_of::date, false)
            )
        )
    ) as is_found,
    min(processors.dpa_expires_on) as since_on

from policy.listeds_on($as_of) as listeds

left join register.processors as processors
    on lower(listeds.value) = lower(processors.processor)

where listeds.list = 'web_supplier'

group by listeds.value
