-- What:    Persons in the registers without an agreement.
-- Reads:   register.persons
-- Needs:   persons

select
    persons.person_key || ' ' || persons.system as thing_id,
    (
        persons.agreement_id is null
        and persons.has_hold is not true
    ) as is_found,
    null::date as since_on

from register.persons as persons

where
    lower(persons.person_type) in ('person', 'user')
