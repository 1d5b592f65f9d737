-- What:    Contact persons who have left their company.
-- Reads:   register.persons

select
    persons.person_key || ' ' || persons.system as thing_id,
    (
        coalesce(persons.left_company_on <= $as_of::date, false)
        or coalesce(
            persons.bounced_on > coalesce(persons.corrected_on, '-infinity'), false
        )
    ) as is_found,
    coalesce(persons.left_company_on, persons.bounced_on) as since_on

from register.persons as persons

where
    lower(persons.person_type) = 'contact'
