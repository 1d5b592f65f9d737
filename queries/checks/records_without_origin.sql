-- What:    Records whose origin is none of those that the policy names.
-- Reads:   register.origins, policy.listeds
-- Needs:   origins

select
    origins.record_id as thing_id,
    (
        origins.origin is null
        or lower(origins.origin) not in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'origin'
        )
    ) as is_found,
    origins.obtained_on as since_on

from register.origins as origins
