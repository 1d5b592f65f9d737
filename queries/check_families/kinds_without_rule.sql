-- What:    Kinds of records of a sort, when no retention period is decided for them.
-- Reads:   policy.record_kinds, policy.listeds
-- Param:   list  varchar  the list of the policy that names the kinds

select
    concat_ws(' ', record_kinds.system, record_kinds.record_type) as thing_id,
    len(record_kinds.rules) = 0 as is_found,
    record_kinds.valid_from as since_on

from policy.record_kinds_on($as_of) as record_kinds

where
    lower(record_kinds.record_type) in (
        select lower(listeds.value)
        from policy.listeds_on($as_of) as listeds
        where listeds.list = $list
    )
