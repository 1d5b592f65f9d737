-- What:    Profile pictures kept of persons who are no longer shown.
-- Reads:   register.published_persons
-- Needs:   published_persons

select
    published_persons.person_key as thing_id,
    published_persons.has_picture is not false as is_found,
    published_persons.agreement_end_on + 1 as since_on

from register.published_persons as published_persons

where
    published_persons.is_published is false
