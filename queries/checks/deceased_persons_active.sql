-- What:    Deceased persons whose agreement is still open.
-- Reads:   register.persons
-- Needs:   persons

select
    persons.person_key || ' ' || persons.system as thing_id,
    persons.agreement_end_on is null as is_found,
    null::date as since_on

from register.persons as persons

where
    persons.is_deceased
