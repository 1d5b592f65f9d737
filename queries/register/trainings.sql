-- What:    Training in data protection.
-- Grain:   one row per person
-- Roles:   dpo
-- Reads:   imported.trainings
-- Column:  person_key   varchar    -  the person
-- Column:  employed_on  date       -  first day
-- Column:  trained_on   date       -  last trained
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Column:  exported_on  date       -  the export it stands in
-- Order:   person_key

select
    trainings.person_key,
    trainings.employed_on,
    trainings.trained_on,
    trainings.bad_fields,
    trainings.exported_on

from imported.trainings as trainings

order by person_key asc
