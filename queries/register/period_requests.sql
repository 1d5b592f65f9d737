-- What:    Requests seen from a period: what of each falls in it. Complaints and questions are left out.
-- Grain:   one row per request
-- Roles:   dpo
-- Reads:   register.requests, register.deadlines, register.reply_days
-- Param:   as_of                date     the day that counts as today
-- Param:   first_on             date     first day of the period
-- Param:   last_on              date     last day of the period
-- Column:  system               varchar  -     the ticket system
-- Column:  request_id           varchar  -     number in the ticket system
-- Column:  right_used           varchar  -     the right that was used
-- Column:  channel              varchar  -     how it came
-- Column:  outcome              varchar  -     how it ended
-- Column:  status               varchar  -     as in register.deadlines
-- Column:  promise_status       varchar  -     as in register.deadlines
-- Column:  received_on          date     -     day in Europe/Stockholm
-- Column:  promise_due_on       date     -     last day by promise
-- Column:  days_left            bigint   days  to the last day by law
-- Column:  age_days             bigint   days  from receipt to the reply, or to as_of
-- Column:  suspended_days       integer  days  days of the pauses
-- Column:  extension            varchar  -     giltiga, för sent, utan skäl; null when none was notified
-- Column:  age                  varchar  -     the class of age_days
-- Column:  identity_delay_days  bigint   days  from receipt until identity was asked for
-- Column:  identity_days        bigint   days  later than this is late
-- Column:  identity_wait_days   bigint   days  from then until it was verified
-- Column:  is_open              boolean  -     not answered by as_of
-- Column:  is_received          boolean  -     received in the period
-- Column:  is_closed            boolean  -     answered in the period
-- Column:  is_notified          boolean  -     its extension was notified in the period
-- Column:  is_judged            boolean  -     due by law in the period, and in time or not
-- Column:  is_promise_judged    boolean  -     due by promise in the period, and kept or not
-- Order:   system, request_id

with

period_requests as (

    select
        deadlines.system,
        deadlines.request_id,
        deadlines.right_used,
        requests.channel,
        requests.outcome,
        deadlines.status,
        deadlines.promise_status,
        deadlines.received_on,
        deadlines.promise_due_on,
        deadlines.days_left,
        deadlines.age_days,
        deadlines.suspended_days,
        case
            when deadlines.extension_is_valid then 'giltiga'
            when deadlines.extension_notified_on > deadlines.legal_due_on
                then 'för sent'
            when not deadlines.extension_is_valid then 'utan skäl'
            when deadlines.extension_notified_on is not null then 'underlag saknas'
        end as extension,
        case
            when deadlines.age_days <= 7 then '0–7'
            when deadlines.age_days <= 14 then '08–14'
            when deadlines.age_days <= 21 then '15–21'
            when deadlines.age_days <= 30 then '22–30'
            when deadlines.age_days > 30 then 'över 30'
            else 'underlag saknas'
        end as age,
        deadlines.identity_requested_on - deadlines.received_on as identity_delay_days,
        received_days.identity_days,
        case
            when requests.identity_verified_on <= deadlines.identity_ended_on
                then deadlines.identity_ended_on - deadlines.identity_requested_on
        end as identity_wait_days,
        deadlines.closed_on is null as is_open,
        coalesce(
            deadlines.received_on between $first_on::date and $last_on::date, false
        ) as is_received,
        coalesce(
            deadlines.closed_on between $first_on::date and $last_on::date, false
        ) as is_closed,
        coalesce(
            deadlines.extension_notified_on between $first_on::date and $last_on::date,
            false
        ) as is_notified,
        coalesce(
            deadlines.statutory_due_on between $first_on::date and $last_on::date
            and deadlines.status in ('Besvarad i tid', 'Besvarad för sent', 'Försenad'),
            false
        ) as is_judged,
        coalesce(
            deadlines.promise_due_on between $first_on::date and $last_on::date
            and deadlines.promise_status <> 'Löper'
            and deadlines.status <> 'Återkallad',
            false
        ) as is_promise_judged

    from register.deadlines($as_of) as deadlines

    inner join register.requests as requests
        on
            deadlines.system = requests.system
            and deadlines.request_id = requests.request_id

    left join register.reply_days as received_days
        on deadlines.received_on = received_days.day

    where deadlines.kind = 'begäran'

)

select * from period_requests
order by system asc, request_id asc
