-- What:    Every request: its last day by law and by promise, how it stands, and why.
-- Grain:   one row per request, complaints and questions included
-- Roles:   dpo
-- Reads:   register.derivations
-- Param:   as_of                       date     the day that counts as today
-- Param:   language                    varchar  of the column why: sv or en
-- Column:  system                      varchar  -     the ticket system
-- Column:  request_id                  varchar  -     number in the ticket system
-- Column:  kind                        varchar  -     begäran, klagomål or fråga; sammanslagen, dubblett or skräppost is no request of its own
-- Column:  right_used                  varchar  -     tillgång, rättelse, radering ...; okänd when not mapped, null when it is no request of its own
-- Column:  channel                     varchar  -     brev, e-post, telefon ...; okänd when not mapped
-- Column:  team                        varchar  -     who handles it
-- Column:  received_on                 date     -     day in Europe/Stockholm
-- Column:  promise_due_on              date     -     last day by the organisation's promise; null without one
-- Column:  nominal_on                  date     -     same number next month, before pauses and moving
-- Column:  unpaused_due_on             date     -     the same, moved, without pauses
-- Column:  unpaused_due_with_eves_on   date     -     the same when the three eves move it too
-- Column:  suspended_days              integer  days  days of the pauses, overlaps once
-- Column:  one_month_due_on            date     -     one month, pauses added, then moved
-- Column:  one_month_due_with_eves_on  date     -     the same when the three eves move it too
-- Column:  extension_is_valid          boolean  -     notified in time and with a reason; null when not notified
-- Column:  extended_due_on             date     -     last day with the extension, when it is valid
-- Column:  extendable_to_on            date     -     last day if an extension is notified in time, moved
-- Column:  statutory_due_on            date     -     last day by law
-- Column:  statutory_due_with_eves_on  date     -     the same when the three eves move it too
-- Column:  target_due_on               date     -     the earlier of law and promise
-- Column:  status                      varchar  -     Försenad, Förfaller i dag, Pågår, Besvarad i tid ...
-- Column:  promise_status              varchar  -     Löftet hållet, Löftet brutet or Löper
-- Column:  days_left                   bigint   days  to statutory_due_on; below 0 when overdue, null when answered
-- Column:  restart_due_on              date     -     one month counted again from the last answer: the other theory
-- Column:  waited_days                 bigint   days  waited for the person, while paused
-- Column:  age_days                    bigint   days  from receipt to the reply, or to as_of
-- Column:  outcome                     varchar  -     bifall, avslag ...; okänt when not mapped
-- Column:  closed_on                   date     -     the reply was sent, null while it is open
-- Column:  why                         varchar  -     how the last day follows, in sentences with citations
-- Order:   overdue first, then days left, then request_id
-- Changes: requests | system, request_id

with

requests as (

    select
        system,
        request_id,
        kind,
        right_used,
        channel,
        team,
        received_on,
        promise_due_on,
        nominal_on,
        unpaused_due_on,
        unpaused_due_with_eves_on,
        suspended_days,
        one_month_due_on,
        one_month_due_with_eves_on,
        extension_is_valid,
        extended_due_on,
        extendable_to_on,
        statutory_due_on,
        statutory_due_with_eves_on,
        target_due_on,
        status,
        promise_status,
        days_left,
        restart_due_on,
        waited_days,
        age_days,
        outcome,
        closed_on,
        why

    from register.derivations($as_of, $language)

)

select * from requests
order by
    (status = 'Försenad') desc, days_left asc nulls last, request_id asc, system asc
