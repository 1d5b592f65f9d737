-- What:    Persons shown to the public without an agreement in force.
-- Reads:   register.published_persons
-- Needs:   published_persons

select
    published_persons.person_key as thing_id,
    (
        published_persons.has_agreement is not true
        or coalesce(published_persons.agreement_end_on < $as_of::date, false)
    ) as is_found,
    published_persons.agreement_end_on + 1 as since_on

from register.published_persons as published_persons

where
    published_persons.is_published is not false
