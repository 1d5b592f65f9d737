-- What:    The last days to answer each request: by law, with every alternative, and by promise.
-- Grain:   one row per request or complaint received by as_of whose dates can be used
-- Roles:   dpo
-- Reads:   register.requests, register.pauses, register.reply_days
-- Param:   as_of                       date     the day that counts as today
-- Column:  system                      varchar  -     the ticket system
-- Column:  request_id                  varchar  -     number in the ticket system
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
-- Order:   system, request_id

with

asked as (

    select $as_of::date as as_of

),

pauses as (

    select * from register.pauses($as_of)

),

-- A question has no last day. Refused or extended after as_of is not so yet.
counted_requests as (

    select
        pauses.*,
        received_days.reply_on as nominal_on,
        received_days.extended_on as whole_extended_on,
        received_days.promise_on + pauses.suspended_days as promise_due_on,
        restarted_days.reply_on as restart_nominal_on,
        restarted_days.extended_on as restart_extended_on,
        received_days.is_pause_restarting and pauses.restarted_on is not null
            as is_restarted,
        requests.is_refusal
        and coalesce(requests.closed_on <= asked.as_of, true)
        and not received_days.has_refusal_extension as is_refusal,
        requests.has_extension_reason,
        case
            when requests.extension_notified_on <= asked.as_of
                then requests.extension_notified_on
        end as extension_notified_on

    from pauses

    inner join register.requests as requests
        on
            pauses.system = requests.system
            and pauses.request_id = requests.request_id

    inner join register.reply_days as received_days
        on requests.received_on = received_days.day

    left join register.reply_days as restarted_days
        on pauses.restarted_on = restarted_days.day

    cross join asked

    where requests.kind <> 'fråga'

),

nominal_requests as (

    select
        *,
        nominal_on + suspended_days as paused_nominal_on,
        case
            when is_restarted then restart_nominal_on
            else nominal_on + suspended_days
        end as legal_nominal_on,
        case
            when is_restarted then restart_extended_on
            else whole_extended_on + suspended_days
        end as extended_nominal_on

    from counted_requests

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
        extended_days.due_on as extension_due_on,
        extended_days.due_with_eves_on as extension_due_with_eves_on,
        nominal_requests.extension_notified_on <= legal_days.due_on
        and nominal_requests.has_extension_reason as extension_is_valid

    from nominal_requests

    inner join register.reply_days as nominal_days
        on nominal_requests.nominal_on = nominal_days.day

    inner join register.reply_days as paused_days
        on nominal_requests.paused_nominal_on = paused_days.day

    left join register.reply_days as restart_days
        on nominal_requests.restart_nominal_on = restart_days.day

    inner join register.reply_days as legal_days
        on nominal_requests.legal_nominal_on = legal_days.day

    inner join register.reply_days as extended_days
        on nominal_requests.extended_nominal_on = extended_days.day

),

-- A refusal is due within the first month, extended or not.
due_days as (

    select
        system,
        request_id,
        nominal_on,
        unpaused_due_on,
        unpaused_due_with_eves_on,
        identity_requested_on,
        is_identity_counted,
        identity_ended_on,
        clarification_asked_on,
        is_clarification_counted,
        clarification_ended_on,
        suspended_days,
        paused_since_on,
        one_month_due_on,
        one_month_due_with_eves_on,
        restart_due_on,
        is_restarted,
        legal_nominal_on,
        legal_due_on,
        case when extension_notified_on is not null then extension_is_valid end
            as extension_is_valid,
        case when extension_is_valid then extended_nominal_on end
            as extended_nominal_on,
        case when extension_is_valid then extension_due_on end as extended_due_on,
        case
            when extension_is_valid and not is_refusal then extension_due_on
            else legal_due_on
        end as statutory_due_on,
        case
            when extension_is_valid and not is_refusal then extension_due_with_eves_on
            else legal_due_with_eves_on
        end as statutory_due_with_eves_on,
        promise_due_on,
        least(promise_due_on, statutory_due_on) as target_due_on

    from moved_requests

)

select * from due_days
order by system asc, request_id asc
