-- What:    Processors whose service nobody has written down.
-- Reads:   register.processors
-- Needs:   processors

select
    processors.processor as thing_id,
    processors.service is null as is_found,
    null::date as since_on

from register.processors as processors
