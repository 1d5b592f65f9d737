-- What:    How long each request stood still while the person was asked something.
-- Grain:   one row per request
-- Roles:   dpo
-- Reads:   register.known_requests, register.reply_days
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
-- Order:   system, request_id

with

ordered_questions as (

    select
        *,
        least(identity_requested_on, clarification_asked_on) as first_asked_on,
        coalesce(identity_requested_on = first_asked_on, false) as is_identity_first

    from register.known_requests($as_of)

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

    left join register.reply_days as received_days
        on paired_questions.reckoned_on = received_days.day

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
            when is_identity_counted and not is_identity_answered
                then identity_requested_on
        end as identity_since_on,
        case
            when is_clarification_counted and not is_clarification_answered
                then clarification_asked_on
        end as clarification_since_on

    from second_lengths

),

pauses as (

    select
        * exclude (
            is_identity_first, first_asked_on, first_ended_on, second_asked_on,
            second_ended_on, reply_on, is_first_counted, is_second_counted,
            counted_to_on, second_counted_to_on, first_days, second_days,
            identity_since_on, clarification_since_on
        ),
        case when reckoned_on is not null then first_days + second_days end
            as suspended_days,
        greatest(counted_to_on, second_counted_to_on) as restarted_on,
        coalesce(identity_since_on, clarification_since_on) is not null
            as is_unanswered,
        case
            when closed_on is null
                then least(identity_since_on, clarification_since_on)
        end as paused_since_on

    from unanswered_pauses

)

select * from pauses
order by system asc, request_id asc
