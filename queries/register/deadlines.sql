-- What:    Each request with its last days, and how it stands.
-- Grain:   one row per request, complaints and questions included
-- Roles:   dpo
-- Reads:   register.requests, register.due_days, register.reply_days
-- Param:   as_of                       date     the day that counts as today
-- Column:  system                      varchar  -     the ticket system
-- Column:  request_id                  varchar  -     number in the ticket system
-- Column:  kind                        varchar  -     begäran, klagomål or fråga
-- Column:  right_used                  varchar  -     the right that was used
-- Column:  received_on                 date     -     day in Europe/Stockholm, null when the dates cannot be used
-- Column:  extension_notified_on       date     -     the person was told of the extension, by as_of
-- Column:  closed_on                   date     -     the reply was sent, null while it is open
-- Column:  fault                       varchar  -     why there are no dates, null when there are
-- Column:  nominal_on                  date     -     same number next month, before pauses and moving
-- Column:  unpaused_due_on             date     -     the same, moved, without pauses
-- Column:  unpaused_due_with_eves_on   date     -     the same when the three eves move it too
-- Column:  identity_requested_on       date     -     proof of identity was asked for, by as_of and before the reply
-- Column:  is_identity_counted         boolean  -     asked in time, so that it pauses; null when not asked
-- Column:  identity_ended_on           date     -     verified, or else closed or as_of
-- Column:  clarification_asked_on      date     -     the person was asked what is meant, by as_of and before the reply
-- Column:  is_clarification_counted    boolean  -     asked in time, so that it pauses; null when not asked
-- Column:  clarification_ended_on      date     -     answered, or else closed or as_of
-- Column:  suspended_days              integer  days  days of the counted pauses, overlaps once
-- Column:  paused_since_on             date     -     asked on, of the oldest counted pause still open
-- Column:  one_month_due_on            date     -     one month, pauses added, then moved
-- Column:  one_month_due_with_eves_on  date     -     the same when the three eves move it too
-- Column:  restart_due_on              date     -     one month counted anew from the last answer, moved
-- Column:  is_restarted                boolean  -     the organisation counts anew after a pause, and there was one
-- Column:  legal_nominal_on            date     -     one month as the organisation has chosen to count, before moving
-- Column:  legal_due_on                date     -     the same, moved
-- Column:  extension_is_valid          boolean  -     told in time and with a reason; null when not told
-- Column:  extended_nominal_on         date     -     with a valid extension, before moving
-- Column:  extended_due_on             date     -     with a valid extension, moved
-- Column:  statutory_due_on            date     -     last day by law
-- Column:  statutory_due_with_eves_on  date     -     the same when the three eves move it too
-- Column:  promise_due_on              date     -     last day by the organisation's promise, null without one
-- Column:  target_due_on               date     -     the earlier of law and promise
-- Column:  status                      varchar  -     Försenad, Förfaller i dag, Pågår, Besvarad i tid ...
-- Column:  promise_status              varchar  -     Löftet hållet, Löftet brutet or Löper
-- Column:  days_left                   bigint   days  from as_of to statutory_due_on, null when answered
-- Column:  waited_days                 bigint   days  waited for the person, while paused
-- Column:  age_days                    bigint   days  from receipt to the reply, or to as_of
-- Order:   system, request_id

with

asked as (

    select $as_of::date as as_of

),

due_days as (

    select * from register.due_days($as_of)

),

-- What lies after as_of has not happened yet.
known_requests as (

    select
        requests.system,
        requests.request_id,
        requests.kind,
        requests.right_used,
        requests.received_on,
        requests.is_withdrawn,
        asked.as_of as today_on,
        today.soon_days,
        case
            when requests.extension_notified_on <= asked.as_of
                then requests.extension_notified_on
        end as extension_notified_on,
        case
            when requests.closed_on <= asked.as_of then requests.closed_on
        end as closed_on,
        case
            when requests.fault is not null then requests.fault
            when requests.received_on > asked.as_of then 'received_later'
            when received_days.reply_on is null then 'no_rule'
            when requests.kind <> 'fråga' and due_days.request_id is null
                then 'outside_calendar'
        end as fault,
        due_days.* exclude (system, request_id)

    from register.requests as requests

    cross join asked

    left join due_days
        on
            requests.system = due_days.system
            and requests.request_id = due_days.request_id

    left join register.reply_days as received_days
        on requests.received_on = received_days.day

    left join register.reply_days as today
        on asked.as_of = today.day

),

deadlines as (

    select
        system,
        request_id,
        kind,
        right_used,
        case when fault is null then received_on end as received_on,
        * exclude (
            system, request_id, kind, right_used, received_on, is_withdrawn, today_on,
            soon_days
        ),
        case
            when fault in ('received_missing', 'no_rule') then 'Underlag saknas'
            when fault is not null then 'Ogiltiga datum'
            when closed_on is not null and is_withdrawn then 'Återkallad'
            when kind = 'fråga' and closed_on is not null then 'Besvarad'
            when kind = 'fråga' then 'Pågår'
            when closed_on <= statutory_due_on then 'Besvarad i tid'
            when closed_on is not null then 'Besvarad för sent'
            when paused_since_on is not null then 'Pausad'
            when today_on > statutory_due_on then 'Försenad'
            when today_on = statutory_due_on then 'Förfaller i dag'
            when statutory_due_on - today_on <= soon_days then 'Förfaller snart'
            else 'Pågår'
        end as status,
        case
            when promise_due_on is null then null
            when coalesce(closed_on, today_on) > promise_due_on then 'Löftet brutet'
            when closed_on is not null then 'Löftet hållet'
            else 'Löper'
        end as promise_status,
        case when closed_on is null then statutory_due_on - today_on end as days_left,
        today_on - paused_since_on as waited_days,
        case when fault is null then coalesce(closed_on, today_on) - received_on end
            as age_days

    from known_requests

)

select * from deadlines
order by system asc, request_id asc
