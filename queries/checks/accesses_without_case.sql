-- What:    Looks at sensitive data without a case to look for.
-- Reads:   register.accesses
-- Needs:   accesses

select
    accesses.access_id as thing_id,
    accesses.case_id is null as is_found,
    accesses.accessed_on as since_on

from register.accesses as accesses
