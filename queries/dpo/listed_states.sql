-- What:    How each thing stands that is listed: what an import keeps to compare with.
-- Grain:   one row per list and thing that stands in it
-- Roles:   dpo
-- Reads:   dpo.thing_states
-- Param:   as_of     date     the day that counts as today
-- Column:  list      varchar  -  requests, incidents, records, holds, promises, findings, systems or files
-- Column:  thing_id  varchar  -  its key; the parts of a key of several have chr(31) between them
-- Column:  state     varchar  -  its status, or how many are wrong
-- Column:  level     bigint   -  how bad it is, more is worse
-- Order:   list, thing_id

select
    list,
    thing_id,
    state,
    level

from dpo.thing_states

-- Two rows of one key in one list would be compared with each other.
qualify
    is_listed
    and row_number() over (partition by list, thing_id order by level desc) = 1

order by list asc, thing_id asc
