-- What:    Closed user accounts still kept though nothing holds the data.
-- Reads:   register.persons

select
    persons.person_key || ' ' || persons.system as thing_id,
    (
        coalesce(persons.account_closed_on < $as_of::date, false)
        and persons.has_hold is not true
    ) as is_found,
    persons.account_closed_on + 1 as since_on

from register.persons as persons

where
    lower(persons.person_type) = 'user'
