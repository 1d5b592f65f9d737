-- What:    The last days to answer each request: by law, with every alternative, and by promise.
-- Grain:   one row per request; without last days where the dates cannot be used, and for a question
-- Roles:   dpo
-- Reads:   register.pauses, register.reply_days
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
-- Order:   system, request_id

with

nominal_requests as (

    select
        pauses.*,
        received_days.reply_on as nominal_on,
        received_days.reply_on + pauses.suspended_days as paused_nominal_on,
        received_days.promise_on + pauses.suspended_days as promise_due_on,
        received_days.has_refusal_extension,
        restarted_days.reply_on as restart_nominal_on,
        received_days.is_pause_restarting and pauses.restarted_on is not null
            as is_restarted,
        case
            when
                received_days.is_pause_restarting and pauses.restarted_on is not null
                then restarted_days.reply_on
            else received_days.reply_on + pauses.suspended_days
        end as legal_nominal_on,
        case
            when
                received_days.is_pause_restarting and pauses.restarted_on is not null
                then restarted_days.extended_on
            else received_days.extended_on + pauses.suspended_days
        end as extension_nominal_on

    from register.pauses($as_of) as pauses

    left join register.reply_days as received_days
        on pauses.reckoned_on = received_days.day

    left join register.reply_days as restarted_days
        on pauses.restarted_on = restarted_days.day

),

moved_requests as (

    select
        nominal_requests.*,
        nominal_days.due_on as unpaused_due_on,
        nominal_days.due_with_eves_on as unpaused_due_with_eves_on,
        paused_days.due_on as one_month_due_on,
        paused_days.due_with_eves_on as one_month_due_with_eves_on,
        case
            when not nominal_requests.is_unanswered then restart_days.due_on
        end as restart_due_on,
        legal_days.due_on as legal_due_on,
        legal_days.due_with_eves_on as legal_due_with_eves_on,
        extension_days.due_on as extension_due_on,
        extension_days.due_with_eves_on as extension_due_with_eves_on,
        nominal_requests.extension_notified_on <= legal_days.due_on
        and nominal_requests.has_extension_reason as is_valid

    from nominal_requests

    left join register.reply_days as nominal_days
        on nominal_requests.nominal_on = nominal_days.day

    left join register.reply_days as paused_days
        on nominal_requests.paused_nominal_on = paused_days.day

    left join register.reply_days as restart_days
        on nominal_requests.restart_nominal_on = restart_days.day

    left join register.reply_days as legal_days
        on nominal_requests.legal_nominal_on = legal_days.day

    left join register.reply_days as extension_days
        on nominal_requests.extension_nominal_on = extension_days.day

),

-- A refusal is due within the first month, extended or not, unless chosen otherwise.
statutory_requests as (

    select
        *,
        case
            when legal_due_on is not null and extension_notified_on is not null
                then is_valid
        end as extension_is_valid,
        case
            when is_valid and (has_refusal_extension or not is_refusal)
                then extension_due_on
            else legal_due_on
        end as statutory_due_on,
        case
            when is_valid and (has_refusal_extension or not is_refusal)
                then extension_due_with_eves_on
            else legal_due_with_eves_on
        end as statutory_due_with_eves_on

    from moved_requests

),

due_days as (

    select
        system,
        request_id,
        kind,
        right_used,
        channel,
        team,
        outcome,
        fault,
        received_on,
        closed_on,
        extension_notified_on,
        has_extension_reason,
        is_refusal,
        is_withdrawn,
        identity_requested_on,
        identity_ended_on,
        is_identity_answered,
        clarification_asked_on,
        clarification_ended_on,
        is_clarification_answered,
        reckoned_on,
        is_identity_counted,
        is_clarification_counted,
        suspended_days,
        restarted_on,
        is_unanswered,
        paused_since_on,
        nominal_on,
        unpaused_due_on,
        unpaused_due_with_eves_on,
        one_month_due_on,
        one_month_due_with_eves_on,
        restart_due_on,
        is_restarted,
        legal_nominal_on,
        legal_due_on,
        extension_is_valid,
        case when is_valid then extension_nominal_on end as extended_nominal_on,
        case when is_valid then extension_due_on end as extended_due_on,
        extension_due_on as extendable_to_on,
        statutory_due_on,
        statutory_due_with_eves_on,
        promise_due_on,
        least(promise_due_on, statutory_due_on) as target_due_on

    from statutory_requests

)

select * from due_days
order by system asc, request_id asc
