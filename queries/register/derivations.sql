-- What:    Each request with its last days, how it stands, and how the days follow, in sentences with citations.
-- Grain:   one row per request, complaints and questions included
-- Roles:   dpo
-- Reads:   register.deadlines, register.requests, register.reply_days, policy.phrases
-- Param:   as_of                       date     the day that counts as today
-- Param:   language                    varchar  of the column why: sv or en
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
-- Column:  why                         varchar  -     received, counted, paused, moved, extended or not, because
-- Order:   system, request_id

with

texts as (

    select
        name,
        if($language::varchar = 'en', sentence_en, sentence_sv) as sentence

    from policy.phrases

    where use in ('deadline', 'weekday')

),

phrases as (

    select *
    from texts
    pivot (
        any_value(sentence) for name in (
            'received', 'counted', 'identity', 'identity_late', 'clarification',
            'clarification_late', 'added', 'restarted', 'kept', 'moved', 'eves',
            'not_extended', 'extended', 'extended_late', 'extended_unreasoned',
            'refused', 'reasoned', 'unreasoned', 'due', 'promised', 'unpromised',
            'paused', 'answered', 'withdrawn', 'complaint', 'question', 'not_own',
            'received_missing', 'closed_missing', 'received_later', 'no_rule',
            'unreadable', 'outside_calendar', 'before_received',
            'answered_before_asked', 'answered_unasked'
        )
    )

),

weekdays as (

    select list(sentence order by name) as names

    from texts

    where name between '1' and '7'

),

-- What a moved day is called: its holiday, or its weekday.
cited_deadlines as (

    select
        deadlines.*,
        coalesce(requests.has_refusal_reason, false) as has_refusal_reason,
        received_days.reply_citation,
        received_days.pause_citation,
        received_days.extension_citation,
        received_days.refusal_citation,
        received_days.promise_citation,
        last_days.moving_citation,
        coalesce(
            lower(last_days.holiday),
            weekdays.names[isodow(deadlines.legal_nominal_on)]
        ) as last_day_name,
        coalesce(
            lower(extended_days.holiday),
            weekdays.names[isodow(deadlines.extended_nominal_on)]
        ) as extended_day_name

    from register.deadlines($as_of) as deadlines

    left join register.requests as requests
        on
            deadlines.system = requests.system
            and deadlines.request_id = requests.request_id

    left join register.reply_days as received_days
        on deadlines.received_on = received_days.day

    left join register.reply_days as last_days
        on deadlines.legal_nominal_on = last_days.day

    left join register.reply_days as extended_days
        on deadlines.extended_nominal_on = extended_days.day

    cross join weekdays

),

-- Each sentence is null where it does not apply.
explained_deadlines as (

    select
        deadlines.*,
        coalesce(
            case deadlines.fault
                when 'received_missing' then phrases.received_missing
                when 'closed_missing' then phrases.closed_missing
                when 'received_later' then phrases.received_later
                when 'no_rule' then phrases.no_rule
                when 'unreadable'
                    then format(
                        phrases.unreadable, array_to_string(requests.bad_fields, ', ')
                    )
                when 'outside_calendar' then phrases.outside_calendar
                when 'before_received' then phrases.before_received
                when 'answered_before_asked' then phrases.answered_before_asked
                when 'answered_unasked' then phrases.answered_unasked
            end,
            concat_ws(
                ' ',
                format(phrases.received, deadlines.received_on),
                case
                    when deadlines.kind = 'klagomål' then phrases.complaint
                    when deadlines.kind = 'fråga' then phrases.question
                    when deadlines.kind <> 'begäran' then phrases.not_own
                end,
                format(
                    phrases.counted, deadlines.nominal_on, deadlines.reply_citation
                ),
                case
                    when deadlines.is_identity_counted
                        then format(
                            phrases.identity,
                            deadlines.identity_requested_on,
                            deadlines.identity_ended_on
                        )
                    when not deadlines.is_identity_counted
                        then format(
                            phrases.identity_late, deadlines.identity_requested_on
                        )
                end,
                case
                    when deadlines.is_clarification_counted
                        then format(
                            phrases.clarification,
                            deadlines.clarification_asked_on,
                            deadlines.clarification_ended_on
                        )
                    when not deadlines.is_clarification_counted
                        then format(
                            phrases.clarification_late, deadlines.clarification_asked_on
                        )
                end,
                case
                    when deadlines.is_restarted
                        then format(
                            phrases.restarted,
                            deadlines.legal_nominal_on,
                            deadlines.pause_citation
                        )
                    when deadlines.suspended_days > 0
                        then format(
                            phrases.added,
                            deadlines.suspended_days,
                            deadlines.legal_nominal_on,
                            deadlines.pause_citation
                        )
                end,
                case
                    when deadlines.legal_due_on = deadlines.legal_nominal_on
                        then format(
                            phrases.kept,
                            deadlines.legal_nominal_on,
                            deadlines.last_day_name
                        )
                    else format(
                        phrases.moved,
                        deadlines.legal_nominal_on,
                        deadlines.last_day_name,
                        deadlines.legal_due_on,
                        deadlines.moving_citation
                    )
                end,
                case
                    when deadlines.nominal_on is null then null
                    when deadlines.extension_is_valid
                        then format(
                            phrases.extended,
                            deadlines.extension_notified_on,
                            deadlines.extended_nominal_on,
                            deadlines.extension_citation
                        )
                    when deadlines.extension_notified_on > deadlines.legal_due_on
                        then format(
                            phrases.extended_late,
                            deadlines.extension_notified_on,
                            deadlines.legal_due_on,
                            deadlines.extension_citation
                        )
                    when not deadlines.extension_is_valid
                        then format(
                            phrases.extended_unreasoned,
                            deadlines.extension_notified_on,
                            deadlines.extension_citation
                        )
                    else phrases.not_extended
                end,
                case
                    when deadlines.extended_due_on > deadlines.statutory_due_on
                        then format(
                            phrases.refused,
                            deadlines.statutory_due_on,
                            deadlines.refusal_citation
                        )
                    when deadlines.extended_due_on <> deadlines.extended_nominal_on
                        then format(
                            phrases.moved,
                            deadlines.extended_nominal_on,
                            deadlines.extended_day_name,
                            deadlines.extended_due_on,
                            deadlines.moving_citation
                        )
                end,
                case
                    when
                        deadlines.is_refusal
                        and deadlines.outcome in ('avslag: ogrundad', 'avslag: orimlig')
                        then format(
                            if(
                                deadlines.has_refusal_reason,
                                phrases.reasoned,
                                phrases.unreasoned
                            ),
                            'GDPR art. 12.5; C-526/24'
                        )
                end,
                format(phrases.due, deadlines.statutory_due_on),
                case
                    when
                        deadlines.statutory_due_with_eves_on
                        <> deadlines.statutory_due_on
                        then format(phrases.eves, deadlines.statutory_due_with_eves_on)
                end,
                case
                    when deadlines.promise_due_on is not null
                        then format(
                            phrases.promised,
                            deadlines.promise_due_on,
                            deadlines.promise_citation
                        )
                    when deadlines.nominal_on is not null then phrases.unpromised
                end,
                case
                    when deadlines.status = 'Återkallad'
                        then format(phrases.withdrawn, deadlines.closed_on)
                    when deadlines.closed_on is not null and deadlines.fault is null
                        then format(phrases.answered, deadlines.closed_on)
                    else format(phrases.paused, deadlines.paused_since_on)
                end
            )
        ) as why

    from cited_deadlines as deadlines

    cross join phrases

    left join register.requests as requests
        on
            deadlines.system = requests.system
            and deadlines.request_id = requests.request_id

),

derivations as (

    select
        * exclude (
            has_refusal_reason, reply_citation, pause_citation, extension_citation,
            refusal_citation, promise_citation, moving_citation, last_day_name,
            extended_day_name
        )

    from explained_deadlines

)

select * from derivations
order by system asc, request_id asc
