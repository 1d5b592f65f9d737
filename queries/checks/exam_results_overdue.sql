-- What:    Knowledge tests whose result was not given in time.
-- Reads:   register.exams, policy.constants
-- Needs:   exams

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'exam_days'

)

select
    exams.exam_id as thing_id,
    (
        exams.result_on is null
        and coalesce(exams.taken_on + thresholds.allowed < $as_of::date, true)
    ) as is_found,
    exams.taken_on + thresholds.allowed + 1 as since_on

from register.exams as exams

cross join thresholds
