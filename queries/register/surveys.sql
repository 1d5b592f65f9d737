-- What:    Customer surveys.
-- Grain:   one row per survey
-- Roles:   dpo
-- Reads:   imported.surveys
-- Column:  survey_id       varchar    -      the survey
-- Column:  sent_on         date       -      when
-- Column:  invited_count   bigint     count  persons asked
-- Column:  answered_count  bigint     count  persons who answered
-- Column:  bad_fields      varchar[]  -      dates that were filled with something else
-- Column:  exported_on     date       -      the export it stands in
-- Order:   survey_id

select
    surveys.survey_id,
    surveys.sent_on,
    surveys.invited_count,
    surveys.answered_count,
    surveys.bad_fields,
    surveys.exported_on

from imported.surveys as surveys

order by survey_id asc
