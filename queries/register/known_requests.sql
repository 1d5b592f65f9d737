-- What:    Requests as they stood at the end of a day: what came later has not happened yet.
-- Grain:   one row per request
-- Roles:   dpo
-- Reads:   register.requests, register.reply_days
-- Param:   as_of                       date     the day that counts as today
-- Column:  system                      varchar  -     the ticket system
-- Column:  request_id                  varchar  -     number in the ticket system
-- Column:  kind                        varchar  -     begäran, klagomål or fråga; sammanslagen, dubblett or skräppost is no request of its own
-- Column:  right_used                  varchar  -     tillgång, rättelse, radering ...; okänd when the word is not mapped
-- Column:  channel                     varchar  -     brev, e-post, telefon ...; okänd when the word is not mapped
-- Column:  team                        varchar  -     who handles it
-- Column:  outcome                     varchar  -     bifall, avslag ...; okänt when the word is not mapped
-- Column:  fault                       varchar  -     why there are no dates, null when there are
-- Column:  received_on                 date     -     day in Europe/Stockholm, null when the dates cannot be used
-- Column:  closed_on                   date     -     the reply was sent, null while it is open
-- Column:  extension_notified_on       date     -     the person was notified of the extension, by as_of
-- Column:  has_extension_reason        boolean  -     a reason was given
-- Column:  is_refusal                  boolean  -     refused, by as_of
-- Column:  is_withdrawn                boolean  -     the person took the request back
-- Column:  identity_requested_on       date     -     proof of identity was asked for, by as_of and before the reply
-- Column:  identity_ended_on           date     -     verified, or else closed or as_of
-- Column:  is_identity_answered        boolean  -     verified by as_of
-- Column:  clarification_asked_on      date     -     the person was asked what is meant, by as_of and before the reply
-- Column:  clarification_ended_on      date     -     answered, or else closed or as_of
-- Column:  is_clarification_answered   boolean  -     answered by as_of
-- Column:  reckoned_on                 date     -     the day of receipt, where a last day follows from it
-- Order:   system, request_id

with

-- A last day can lie months after the last event.
calendar_ends as (

    select max(day) - 366 as last_on

    from register.reply_days

),

faulty_requests as (

    select
        requests.*,
        $as_of::date as today_on,
        case
            when requests.fault is not null then requests.fault
            when requests.received_on > $as_of::date then 'received_later'
            when received_days.reply_on is null then 'no_rule'
            when $as_of::date > calendar_ends.last_on then 'outside_calendar'
        end as known_fault

    from register.requests as requests

    cross join calendar_ends

    left join register.reply_days as received_days
        on requests.received_on = received_days.day

),

-- Nothing is asked after the reply, and nothing waits longer than to it. A question
-- has no last day, and neither has what is no request of its own.
dated_requests as (

    select
        *,
        case when known_fault is null then received_on end as known_received_on,
        case
            when known_fault is null and kind in ('begäran', 'klagomål')
                then received_on
        end as reckoned_on,
        case when closed_on <= today_on then closed_on end as known_closed_on,
        least(closed_on, today_on) as until_on

    from faulty_requests

),

known_requests as (

    select
        system,
        request_id,
        kind,
        right_used,
        channel,
        team,
        outcome,
        known_fault as fault,
        known_received_on as received_on,
        known_closed_on as closed_on,
        case when extension_notified_on <= today_on then extension_notified_on end
            as extension_notified_on,
        has_extension_reason,
        is_refusal and (closed_on is null or known_closed_on is not null)
            as is_refusal,
        is_withdrawn,
        case
            when reckoned_on is not null and identity_requested_on <= until_on
                then identity_requested_on
        end as identity_requested_on,
        least(identity_verified_on, until_on) as identity_ended_on,
        coalesce(identity_verified_on <= today_on, false) as is_identity_answered,
        case
            when reckoned_on is not null and clarification_asked_on <= until_on
                then clarification_asked_on
        end as clarification_asked_on,
        least(clarification_answered_on, until_on) as clarification_ended_on,
        coalesce(clarification_answered_on <= today_on, false)
            as is_clarification_answered,
        reckoned_on

    from dated_requests

)

select * from known_requests
order by system asc, request_id asc
