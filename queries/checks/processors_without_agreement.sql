-- What:    Processors that reach personal data without an agreement in force (GDPR art.
-- What:    28.3).
-- Reads:   register.processors
-- Needs:   processors

select
    processors.processor || ' ' || coalesce(processors.service, '') as thing_id,
    (
        processors.dpa_signed_on is null
        or processors.dpa_signed_on > $as_of::date
        or coalesce(processors.dpa_expires_on < $as_of::date, false)
    ) as is_found,
    processors.dpa_expires_on + 1 as since_on

from register.processors as processors

where
    processors.has_access is not false
