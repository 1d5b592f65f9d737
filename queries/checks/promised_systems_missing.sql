-- What:    Systems that the policy names and the inventory lacks.
-- Reads:   register.systems, policy.listeds
-- Needs:   register.systems, systems

select
    listeds.value as thing_id,
    lower(listeds.value) not in (
        select lower(systems.system) from register.systems as systems
    ) as is_found,
    listeds.valid_from as since_on

from policy.listeds_on($as_of) as listeds

where listeds.list = 'system'
