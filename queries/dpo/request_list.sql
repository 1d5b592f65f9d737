-- What:    Every request as a list shows it, without the reasons: the same rows as dpo/requests.
-- Grain:   one row per request, complaints and questions included
-- Roles:   dpo
-- Reads:   register.deadlines
-- Param:   as_of             date     the day that counts as today
-- Column:  system            varchar  -     the ticket system
-- Column:  request_id        varchar  -     number in the ticket system
-- Column:  status            varchar  -     Försenad, Förfaller i dag, Pågår, Besvarad i tid ...
-- Column:  days_left         bigint   days  to statutory_due_on; below 0 when overdue, null when answered
-- Column:  statutory_due_on  date     -     last day by law
-- Column:  promise_due_on    date     -     last day by the organisation's promise; null without one
-- Column:  promise_status    varchar  -     Löftet hållet, Löftet brutet or Löper
-- Column:  right_used        varchar  -     tillgång, rättelse, radering ...; okänd when not mapped, null when it is no request of its own
-- Column:  received_on       date     -     day in Europe/Stockholm
-- Column:  channel           varchar  -     brev, e-post, telefon ...; okänd when not mapped
-- Column:  team              varchar  -     who handles it
-- Order:   overdue first, then days left, then request_id

with

requests as (

    select
        system,
        request_id,
        status,
        days_left,
        statutory_due_on,
        promise_due_on,
        promise_status,
        right_used,
        received_on,
        channel,
        team

    from register.deadlines($as_of)

)

select * from requests
order by
    (status = 'Försenad') desc, days_left asc nulls last, request_id asc, system asc
