-- What:    Persons whose agreement has ended, kept though nothing holds the data.
-- Reads:   register.persons
-- Needs:   persons

select
    persons.person_key || ' ' || persons.system as thing_id,
    (
        coalesce(persons.agreement_end_on < $as_of::date, false)
        and persons.has_hold is not true
    ) as is_found,
    persons.agreement_end_on + 1 as since_on

from register.persons as persons
