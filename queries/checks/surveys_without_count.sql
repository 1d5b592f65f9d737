-- What:    Surveys that do not say how many were asked and how many answered.
-- Reads:   register.surveys
-- Needs:   surveys

select
    surveys.survey_id as thing_id,
    (
        surveys.invited_count is null
        or surveys.answered_count is null
        or surveys.answered_count > surveys.invited_count
    ) as is_found,
    surveys.sent_on as since_on

from register.surveys as surveys
