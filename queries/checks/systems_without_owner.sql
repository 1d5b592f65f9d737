-- What:    Systems and manual archives that nobody answers for.
-- Reads:   register.systems, register.archives
-- Needs:   systems

select
    systems.system as thing_id,
    systems.owner_id is null as is_found,
    null::date as since_on

from register.systems as systems

union all

select
    archives.archive_id as thing_id,
    archives.owner_id is null as is_found,
    null::date as since_on

from register.archives as archives
