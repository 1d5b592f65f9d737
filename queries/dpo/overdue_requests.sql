-- What:    Requests still open after their last day to answer by law.
-- Grain:   one row per request
-- Roles:   dpo
-- Reads:   register.deadlines
-- Param:   as_of             date     the day that counts as today
-- Column:  system            varchar  -     the ticket system
-- Column:  request_id        varchar  -     number in the ticket system
-- Column:  kind              varchar  -     begäran or klagomål
-- Column:  right_used        varchar  -     the right that was used
-- Column:  received_on       date     -     day in Europe/Stockholm
-- Column:  statutory_due_on  date     -     last day by law
-- Column:  days_overdue      bigint   days  whole days after statutory_due_on
-- Order:   days_overdue, longest first, then request_id

with

overdue_requests as (

    select
        system,
        request_id,
        kind,
        right_used,
        received_on,
        statutory_due_on,
        -days_left as days_overdue

    from register.deadlines($as_of)

    where status = 'Försenad'

)

select * from overdue_requests
order by days_overdue desc, request_id asc, system asc
