-- What:    Persons in the public register.
-- Grain:   one row per person
-- Roles:   dpo
-- Reads:   imported.published_persons
-- Column:  person_key             varchar    -  the person
-- Column:  is_published           boolean    -  shown to the public
-- Column:  has_agreement          boolean    -  covered by an agreement
-- Column:  agreement_end_on       date       -  its last day
-- Column:  has_picture            boolean    -  a profile picture is kept
-- Column:  shows_licence          boolean    -  a licence is shown
-- Column:  licence_valid_to_on    date       -  the licence's last day
-- Column:  shows_employer         boolean    -  an employer is shown
-- Column:  is_employer_confirmed  boolean    -  the employer has confirmed
-- Column:  bad_fields             varchar[]  -  dates that were filled with something else
-- Column:  exported_on            date       -  the export it stands in
-- Order:   person_key

select
    published_persons.person_key,
    published_persons.is_published,
    published_persons.has_agreement,
    published_persons.agreement_end_on,
    published_persons.has_picture,
    published_persons.shows_licence,
    published_persons.licence_valid_to_on,
    published_persons.shows_employer,
    published_persons.is_employer_confirmed,
    published_persons.bad_fields,
    published_persons.exported_on

from imported.published_persons as published_persons

order by person_key asc
