-- What:    Each request with its last days, and how it stands.
-- Grain:   one row per request, complaints and questions included
-- Roles:   dpo
-- Reads:   register.due_days, register.reply_days
-- Rests:   requests.closed_on, requests.received_at
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
-- Column:  is_identity_counted         boolean  -     identity was asked for in time, so that it pauses; null when not asked
-- Column:  is_clarification_counted    boolean  -     clarification was asked for in time, so that it pauses; null when not asked
-- Column:  suspended_days              integer  days  days of the counted pauses, overlaps once
-- Column:  restarted_on                date     -     the last counted pause ended, null without one
-- Column:  is_unanswered               boolean  -     a counted pause was never answered
-- Column:  paused_since_on             date     -     asked on, of the oldest counted pause still open
-- Column:  nominal_on                  date     -     same number next month, before pauses and moving
-- Column:  unpaused_due_on             date     -     the same, moved, without pauses
-- Column:  unpaused_due_with_eves_on   date     -     the same when the three eves move it too
-- Column:  one_month_due_on            date     -     one month, pauses added, then moved
-- Column:  one_month_due_with_eves_on  date     -     the same when the three eves move it too
-- Column:  restart_due_on              date     -     one month counted again from the last answer, moved
-- Column:  is_restarted                boolean  -     the organisation starts again after a pause, and there was one
-- Column:  legal_nominal_on            date     -     one month as the organisation has chosen to count, before moving
-- Column:  legal_due_on                date     -     the same, moved
-- Column:  extension_is_valid          boolean  -     notified in time and with a reason; null when not notified
-- Column:  extended_nominal_on         date     -     with a valid extension, before moving
-- Column:  extended_due_on             date     -     with a valid extension, moved
-- Column:  extendable_to_on            date     -     last day if an extension is notified in time, moved
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

today_requests as (

    select
        due_days.*,
        $as_of::date as today_on,
        today.soon_days

    from register.due_days($as_of) as due_days

    left join register.reply_days as today on $as_of::date = today.day

),

deadlines as (

    select
        * exclude (today_on, soon_days),
        case
            when kind = 'sammanslagen' then 'Sammanslagen'
            when kind = 'dubblett' then 'Dubblett'
            when kind = 'skräppost' then 'Skräppost'
            when fault in ('received_missing', 'closed_missing', 'no_rule')
                then 'Underlag saknas'
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
        case
            when kind in ('begäran', 'klagomål', 'fråga')
                then coalesce(closed_on, today_on) - received_on
        end as age_days

    from today_requests

)

select * from deadlines
order by system asc, request_id asc
