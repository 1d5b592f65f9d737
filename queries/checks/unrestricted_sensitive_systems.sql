-- What:    Systems with sensitive data that are not strictly limited.
-- Reads:   register.systems
-- Needs:   systems

select
    systems.system as thing_id,
    systems.is_restricted is not true as is_found,
    null::date as since_on

from register.systems as systems

where
    systems.is_sensitive is not false
