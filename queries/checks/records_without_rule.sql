-- What:    Kinds of records for which no retention period is decided.
-- Reads:   policy.record_kinds

select
    concat_ws(' ', record_kinds.system, record_kinds.record_type) as thing_id,
    len(record_kinds.rules) = 0 as is_found,
    record_kinds.valid_from as since_on

from policy.record_kinds_on($as_of) as record_kinds

where record_kinds.valid_from <= $as_of::date
