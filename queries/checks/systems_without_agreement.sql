-- What:    Suppliers' systems without a processing agreement in force (GDPR art. 28.3).
-- Reads:   register.systems
-- Needs:   systems

select
    systems.system as thing_id,
    (
        systems.dpa_signed_on is null
        or systems.dpa_signed_on > $as_of::date
    ) as is_found,
    null::date as since_on

from register.systems as systems

where
    systems.is_own is not true
