-- What:    Knowledge tests.
-- Grain:   one row per test taken
-- Roles:   dpo
-- Reads:   imported.exams
-- Column:  exam_id      varchar    -  the test
-- Column:  taken_on     date       -  taken
-- Column:  result_on    date       -  the result was given
-- Column:  invoiced_on  date       -  invoiced
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Column:  exported_on  date       -  the export it stands in
-- Order:   exam_id

select
    exams.exam_id,
    exams.taken_on,
    exams.result_on,
    exams.invoiced_on,
    exams.bad_fields,
    exams.exported_on

from imported.exams as exams

order by exam_id asc
