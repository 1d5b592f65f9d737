-- What:    How each last day to answer follows, in sentences with citations.
-- Grain:   one row per request, complaints and questions included
-- Roles:   dpo
-- Reads:   register.deadlines, register.reply_days, register.deadline_phrases
-- Param:   as_of       date     the day that counts as today
-- Param:   language    varchar  sv or en
-- Column:  system      varchar  -  the ticket system
-- Column:  request_id  varchar  -  number in the ticket system
-- Column:  why         varchar  -  received, counted, paused, moved, extended or not, because
-- Order:   system, request_id

with

asked as (

    select $language::varchar as language

),

phrases as (

    select
        deadline_phrases.*,
        case
            when asked.language = 'en'
                then [
                    'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday',
                    'Saturday', 'Sunday'
                ]
            else [
                'måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'
            ]
        end as weekdays

    from register.deadline_phrases as deadline_phrases

    inner join asked
        on
            deadline_phrases.language
            = case when asked.language = 'en' then 'en' else 'sv' end

),

-- Each sentence is null where it does not apply.
sentences as (

    select
        deadlines.system,
        deadlines.request_id,
        format(phrases.received, deadlines.received_on) as received,
        case
            when deadlines.kind = 'klagomål' then phrases.complaint
            when deadlines.kind = 'fråga' then phrases.question
        end as apart,
        format(
            phrases.counted, deadlines.nominal_on, received_days.reply_citation
        ) as counted,
        case
            when deadlines.is_identity_counted
                then format(
                    phrases.identity,
                    deadlines.identity_requested_on,
                    deadlines.identity_ended_on
                )
            when not deadlines.is_identity_counted
                then format(phrases.identity_late, deadlines.identity_requested_on)
        end as identity,
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
        end as clarification,
        case
            when deadlines.is_restarted
                then format(
                    phrases.restarted,
                    deadlines.legal_nominal_on,
                    received_days.pause_citation
                )
            when deadlines.suspended_days > 0
                then format(
                    phrases.added,
                    deadlines.suspended_days,
                    deadlines.legal_nominal_on,
                    received_days.pause_citation
                )
        end as suspended,
        coalesce(
            lower(last_days.holiday), phrases.weekdays[isodow(deadlines.legal_nominal_on)]
        ) as last_day_name,
        case
            when deadlines.legal_due_on = deadlines.legal_nominal_on
                then format(phrases.kept, deadlines.legal_nominal_on, last_day_name)
            else format(
                phrases.moved,
                deadlines.legal_nominal_on,
                last_day_name,
                deadlines.legal_due_on,
                last_days.moving_citation
            )
        end as moved,
        case
            when deadlines.nominal_on is null then null
            when deadlines.extension_is_valid
                then format(
                    phrases.extended,
                    deadlines.extension_notified_on,
                    deadlines.extended_nominal_on,
                    received_days.extension_citation
                )
            when deadlines.extension_notified_on > deadlines.legal_due_on
                then format(
                    phrases.extended_late,
                    deadlines.extension_notified_on,
                    deadlines.legal_due_on,
                    received_days.extension_citation
                )
            when not deadlines.extension_is_valid
                then format(
                    phrases.extended_unreasoned,
                    deadlines.extension_notified_on,
                    received_days.extension_citation
                )
            else phrases.not_extended
        end as extended,
        case
            when deadlines.extended_due_on > deadlines.statutory_due_on
                then format(
                    phrases.refused,
                    deadlines.statutory_due_on,
                    received_days.refusal_citation
                )
            when deadlines.extended_due_on <> deadlines.extended_nominal_on
                then format(
                    phrases.moved,
                    deadlines.extended_nominal_on,
                    coalesce(
                        lower(extended_days.holiday),
                        phrases.weekdays[isodow(deadlines.extended_nominal_on)]
                    ),
                    deadlines.extended_due_on,
                    extended_days.moving_citation
                )
        end as extended_moved,
        format(phrases.due, deadlines.statutory_due_on) as due,
        case
            when deadlines.statutory_due_with_eves_on <> deadlines.statutory_due_on
                then format(phrases.eves, deadlines.statutory_due_with_eves_on)
        end as eves,
        case
            when deadlines.promise_due_on is not null
                then format(
                    phrases.promised,
                    deadlines.promise_due_on,
                    received_days.promise_citation
                )
            when deadlines.nominal_on is not null then phrases.unpromised
        end as promised,
        case
            when deadlines.status = 'Återkallad'
                then format(phrases.withdrawn, deadlines.closed_on)
            when deadlines.closed_on is not null and deadlines.fault is null
                then format(phrases.answered, deadlines.closed_on)
            else format(phrases.paused, deadlines.paused_since_on)
        end as ended,
        case deadlines.fault
            when 'received_missing' then phrases.received_missing
            when 'received_later' then phrases.received_later
            when 'no_rule' then phrases.no_rule
            when 'unreadable' then phrases.unreadable
            when 'outside_calendar' then phrases.outside_calendar
            when 'before_received' then phrases.before_received
            when 'answered_before_asked' then phrases.answered_before_asked
            when 'answered_unasked' then phrases.answered_unasked
        end as fault

    from register.deadlines($as_of) as deadlines

    left join register.reply_days as received_days
        on deadlines.received_on = received_days.day

    left join register.reply_days as last_days
        on deadlines.legal_nominal_on = last_days.day

    left join register.reply_days as extended_days
        on deadlines.extended_nominal_on = extended_days.day

    cross join phrases

),

derivations as (

    select
        system,
        request_id,
        coalesce(
            fault,
            concat_ws(
                ' ', received, apart, counted, identity, clarification, suspended,
                moved, extended, extended_moved, due, eves, promised, ended
            )
        ) as why

    from sentences

)

select * from derivations
order by system asc, request_id asc
