-- What:    Statistics of a source that the policy promises and no release holds.
-- Reads:   register.releases, policy.listeds
-- Needs:   register.releases
-- Param:   list  varchar  the list of the policy that names the statistics

select
    listeds.value as thing_id,
    listeds.value not in (
        select releases.statistic
        from register.releases as releases
        where releases.refused is null
    ) as is_found,
    listeds.valid_from as since_on

from policy.listeds_on($as_of) as listeds

where listeds.list = $list
