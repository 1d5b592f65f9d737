-- What:    Persons shown with a licence that has run out or an employer who has not
-- What:    confirmed.
-- Reads:   register.published_persons
-- Needs:   published_persons

select
    published_persons.person_key as thing_id,
    (
        (
            published_persons.shows_licence
            and coalesce(published_persons.licence_valid_to_on < $as_of::date, true)
        )
        or (
            published_persons.shows_employer
            and published_persons.is_employer_confirmed is not true
        )
    ) as is_found,
    published_persons.licence_valid_to_on + 1 as since_on

from register.published_persons as published_persons

where
    published_persons.is_published is not false
