-- What:    How long each request stood still while the person was asked something.
-- Grain:   one row per request received by as_of whose dates can be used
-- Roles:   dpo
-- Reads:   register.requests, register.reply_days
-- Param:   as_of                     date     the day that counts as today
-- Column:  system                    varchar  -     the ticket system
-- Column:  request_id                varchar  -     number in the ticket system
-- Column:  identity_requested_on     date     -     proof of identity was asked for, by as_of and before the reply
-- Column:  is_identity_counted       boolean  -     asked in time, so that it pauses; null when not asked
-- Column:  identity_ended_on         date     -     verified, or else closed or as_of
-- Column:  clarification_asked_on    date     -     the person was asked what is meant, by as_of and before the reply
-- Column:  is_clarification_counted  boolean  -     asked in time, so that it pauses; null when not asked
-- Column:  clarification_ended_on    date     -     answered, or else closed or as_of
-- Column:  suspended_days            integer  days  days of the counted pauses, overlaps once
-- Column:  restarted_on              date     -     the last counted pause ended, null without one
-- Column:  is_unanswered             boolean  -     a counted pause was never answered
-- Column:  paused_since_on           date     -     asked on, of the oldest counted pause still open
-- Order:   system, request_id

with

asked as (

    select $as_of::date as as_of

),

-- What lies after as_of has not happened yet.
usable_requests as (

    select
        requests.*,
        asked.as_of as today_on,
        least(requests.closed_on, asked.as_of) as last_on

    from register.requests as requests

    cross join asked

    where
        requests.fault is null
        and requests.received_on <= asked.as_of

),

-- Nothing is asked after the reply, and nothing pauses longer than to it.
questions as (

    select
        system,
        request_id,
        received_on,
        coalesce(closed_on > today_on, true) as is_open,
        case when identity_requested_on <= last_on then identity_requested_on end
            as identity_requested_on,
        least(identity_verified_on, last_on) as identity_ended_on,
        coalesce(identity_verified_on > today_on, true) as is_identity_unanswered,
        case when clarification_asked_on <= last_on then clarification_asked_on end
            as clarification_asked_on,
        least(clarification_answered_on, last_on) as clarification_ended_on,
        coalesce(clarification_answered_on > today_on, true)
            as is_clarification_unanswered

    from usable_requests

),

ordered_questions as (

    select
        *,
        least(identity_requested_on, clarification_asked_on) as first_asked_on,
        case
            when identity_requested_on is not null
                then clarification_asked_on < identity_requested_on is not true
            else false
        end as is_identity_first

    from questions

),

paired_questions as (

    select
        *,
        case
            when is_identity_first then identity_ended_on
            else clarification_ended_on
        end as first_ended_on,
        case
            when is_identity_first then clarification_asked_on
            else identity_requested_on
        end as second_asked_on,
        case
            when is_identity_first then clarification_ended_on
            else identity_ended_on
        end as second_ended_on

    from ordered_questions

),

-- Asked after the last day, a question changes nothing.
first_pauses as (

    select
        paired_questions.*,
        received_days.reply_on,
        coalesce(paired_questions.first_asked_on <= last_days.due_on, false)
            as is_first_counted

    from paired_questions

    inner join register.reply_days as received_days
        on paired_questions.received_on = received_days.day

    left join register.reply_days as last_days
        on received_days.reply_on = last_days.day

),

-- A day can be moved by an integer only.
first_lengths as (

    select
        *,
        case when is_first_counted then first_ended_on end as counted_to_on,
        cast(
            case when is_first_counted then first_ended_on - first_asked_on else 0 end
            as integer
        ) as first_days

    from first_pauses

),

second_pauses as (

    select
        first_lengths.*,
        coalesce(
            first_lengths.is_first_counted
            and first_lengths.second_asked_on <= last_days.due_on,
            false
        ) as is_second_counted

    from first_lengths

    left join register.reply_days as last_days
        on first_lengths.reply_on + first_lengths.first_days = last_days.day

),

-- Where the two overlap, the days count once.
second_lengths as (

    select
        *,
        case when is_second_counted then second_ended_on end as second_counted_to_on,
        cast(
            case
                when is_second_counted and second_ended_on > counted_to_on
                    then second_ended_on - greatest(second_asked_on, counted_to_on)
                else 0
            end
            as integer
        ) as second_days,
        case
            when identity_requested_on is null then null
            when is_identity_first then is_first_counted
            else is_second_counted
        end as is_identity_counted,
        case
            when clarification_asked_on is null then null
            when is_identity_first then is_second_counted
            else is_first_counted
        end as is_clarification_counted

    from second_pauses

),

unanswered_pauses as (

    select
        *,
        case
            when is_identity_counted and is_identity_unanswered
                then identity_requested_on
        end as identity_since_on,
        case
            when is_clarification_counted and is_clarification_unanswered
                then clarification_asked_on
        end as clarification_since_on

    from second_lengths

),

pauses as (

    select
        system,
        request_id,
        identity_requested_on,
        is_identity_counted,
        identity_ended_on,
        clarification_asked_on,
        is_clarification_counted,
        clarification_ended_on,
        first_days + second_days as suspended_days,
        greatest(counted_to_on, second_counted_to_on) as restarted_on,
        coalesce(identity_since_on, clarification_since_on) is not null
            as is_unanswered,
        case
            when is_open then least(identity_since_on, clarification_since_on)
        end as paused_since_on

    from unanswered_pauses

)

select * from pauses
order by system asc, request_id asc
