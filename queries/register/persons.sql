-- What:    Persons in customer and user registers.
-- Grain:   one row per person in one system
-- Roles:   dpo
-- Reads:   imported.persons
-- Column:  person_key         varchar    -  the person
-- Column:  system             varchar    -  the system
-- Column:  person_type        varchar    -  person, user or contact
-- Column:  agreement_id       varchar    -  the agreement
-- Column:  agreement_end_on   date       -  its last day
-- Column:  account_closed_on  date       -  the user account was closed
-- Column:  has_hold           boolean    -  something holds the data
-- Column:  is_deceased        boolean    -  the person has died
-- Column:  bounced_on         date       -  a message came back
-- Column:  corrected_on       date       -  the contact data were mended
-- Column:  verified_on        date       -  the contact was last confirmed
-- Column:  left_company_on    date       -  the contact left the company
-- Column:  bad_fields         varchar[]  -  dates that were filled with something else
-- Column:  exported_on        date       -  the export it stands in
-- Order:   person_key, system

select
    persons.person_key,
    persons.system,
    persons.person_type,
    persons.agreement_id,
    persons.agreement_end_on,
    persons.account_closed_on,
    persons.has_hold,
    persons.is_deceased,
    persons.bounced_on,
    persons.corrected_on,
    persons.verified_on,
    persons.left_company_on,
    persons.bad_fields,
    persons.exported_on

from imported.persons as persons

order by person_key asc, system asc
