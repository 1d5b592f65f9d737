-- What:    Requests in the office's own words, and what is wrong with their dates.
-- Grain:   one row per request
-- Roles:   dpo
-- Reads:   imported.requests, policy.words, policy.calendar
-- Column:  system                     varchar      -  the ticket system
-- Column:  request_id                 varchar      -  number in the ticket system
-- Column:  kind                       varchar      -  begäran, klagomål or fråga; sammanslagen, dubblett or skräppost is no request of its own
-- Column:  right_used                 varchar      -  tillgång, rättelse, radering ...; okänd when the word is not mapped, null when it is no request of its own
-- Column:  received_at                timestamptz  -  when the request reached us
-- Column:  received_on                date         -  the same in Europe/Stockholm
-- Column:  identity_requested_on      date         -  proof of identity was asked for
-- Column:  identity_verified_on       date         -  identity was established
-- Column:  clarification_asked_on     date         -  the person was asked what is meant
-- Column:  clarification_answered_on  date         -  the person explained
-- Column:  extension_notified_on      date         -  the person was notified of the extension
-- Column:  has_extension_reason       boolean      -  a reason was given
-- Column:  closed_on                  date         -  the reply was sent; null while the ticket's status says open
-- Column:  outcome                    varchar      -  bifall, avslag ...; okänt when the word is not mapped
-- Column:  is_refusal                 boolean      -  the outcome is a refusal, whatever its ground
-- Column:  has_refusal_reason         boolean      -  a reason for the refusal is recorded
-- Column:  is_withdrawn               boolean      -  the person took the request back
-- Column:  channel                    varchar      -  brev, e-post, telefon ...; okänd when the word is not mapped
-- Column:  team                       varchar      -  who handles it
-- Column:  fee                        double       kr  what was charged
-- Column:  identity_method            varchar      -  how identity was asked for
-- Column:  fault                      varchar      -  what is wrong with the dates, null when nothing is
-- Column:  exported_on                date         -  the export it stands in
-- Column:  ticket_status              varchar      -  öppen, väntar på identitet, väntar på förtydligande, stängd, sammanslagen, dubblett or skräppost; okänd when the word is not mapped
-- Column:  told_fields                varchar[]    -  fields that the export has a column for
-- Column:  bad_fields                 varchar[]    -  columns whose cell cannot be read
-- Order:   system, request_id

with

-- The organisation's own words stand after the law's, and win. A word means what it
-- meant on the day the request came.
meanings as (

    select
        field,
        lower(trim(word)) as word,
        coalesce(valid_from, cast('-infinity' as date)) as first_on,
        coalesce(valid_to, cast('infinity' as date)) as last_on,
        last(meaning order by rowid) as meaning

    from policy.words

    group by all

),

calendar_days as (

    select
        min(day) as first_on,
        max(day) as last_on

    from policy.calendar

),

heard_requests as (

    select
        requests.*,
        coalesce(
            cast(timezone('Europe/Stockholm', requests.received_at) as date),
            cast('infinity' as date)
        ) as heard_on

    from imported.requests as requests

),

mapped_requests as (

    select
        requests.* exclude (closed_on, ticket_status),
        cast(timezone('Europe/Stockholm', requests.received_at) as date) as received_on,
        coalesce(rights.meaning, 'okänd') as right_used,
        case
            when requests.ticket_status is not null
                then coalesce(statuses.meaning, 'okänd')
        end as ticket_status,
        -- An open ticket is not answered, whatever day it was last closed. Where its
        -- word says neither, the day does.
        case
            when coalesce(statuses.meaning, 'stängd') = 'stängd' then requests.closed_on
        end as closed_on,
        -- What an open ticket was once closed as does not hold any more.
        case
            when statuses.meaning in ('sammanslagen', 'dubblett', 'skräppost')
                then statuses.meaning
            when
                coalesce(statuses.meaning, 'stängd') = 'stängd'
                and outcomes.meaning in ('sammanslagen', 'dubblett', 'skräppost')
                then outcomes.meaning
        end as not_own,
        -- A closing status may say how; that it is answered says nothing of a refusal.
        case
            when requests.outcome is not null then coalesce(outcomes.meaning, 'okänt')
            when
                statuses.meaning = 'stängd'
                and closing_statuses.meaning <> 'besvarad'
                then closing_statuses.meaning
        end as meant_outcome,
        case
            when requests.channel is not null then coalesce(channels.meaning, 'okänd')
        end as meant_channel

    from heard_requests as requests

    left join meanings as rights
        on
            rights.field = 'right'
            and lower(trim(requests.request_type)) = rights.word
            and requests.heard_on between rights.first_on and rights.last_on

    left join meanings as outcomes
        on
            outcomes.field = 'outcome'
            and lower(trim(requests.outcome)) = outcomes.word
            and requests.heard_on between outcomes.first_on and outcomes.last_on

    left join meanings as statuses
        on
            statuses.field = 'status'
            and lower(trim(requests.ticket_status)) = statuses.word
            and requests.heard_on between statuses.first_on and statuses.last_on

    left join meanings as closing_statuses
        on
            closing_statuses.field = 'outcome'
            and lower(trim(requests.ticket_status)) = closing_statuses.word
            and requests.heard_on
            between closing_statuses.first_on and closing_statuses.last_on

    left join meanings as channels
        on
            channels.field = 'channel'
            and lower(trim(requests.channel)) = channels.word
            and requests.heard_on between channels.first_on and channels.last_on

),

dated_requests as (

    select
        mapped_requests.*,
        least(
            identity_requested_on,
            identity_verified_on,
            clarification_asked_on,
            clarification_answered_on,
            extension_notified_on,
            closed_on
        ) as first_event_on,
        greatest(
            received_on,
            identity_requested_on,
            identity_verified_on,
            clarification_asked_on,
            clarification_answered_on,
            extension_notified_on,
            closed_on
        ) as last_event_on,
        list_has_any(
            bad_fields,
            [
                'received_at', 'identity_requested_on', 'identity_verified_on',
                'clarification_asked_on', 'clarification_answered_on',
                'extension_notified_on', 'closed_on'
            ]
        ) as has_unreadable_date

    from mapped_requests

),

requests as (

    select
        dated_requests.system,
        dated_requests.request_id,
        case
            when dated_requests.not_own is not null then dated_requests.not_own
            when dated_requests.right_used in ('klagomål', 'fråga')
                then dated_requests.right_used
            else 'begäran'
        end as kind,
        case when dated_requests.not_own is null then dated_requests.right_used end
            as right_used,
        dated_requests.received_at,
        dated_requests.received_on,
        dated_requests.identity_requested_on,
        dated_requests.identity_verified_on,
        dated_requests.clarification_asked_on,
        dated_requests.clarification_answered_on,
        dated_requests.extension_notified_on,
        dated_requests.extension_reason is not null as has_extension_reason,
        case when dated_requests.not_own is null then dated_requests.closed_on end
            as closed_on,
        dated_requests.meant_outcome as outcome,
        coalesce(starts_with(dated_requests.meant_outcome, 'avslag'), false)
            as is_refusal,
        dated_requests.refusal_reason is not null as has_refusal_reason,
        coalesce(dated_requests.meant_outcome = 'återkallad', false) as is_withdrawn,
        dated_requests.meant_channel as channel,
        dated_requests.team,
        dated_requests.fee,
        dated_requests.identity_method,
        case
            when dated_requests.not_own is not null then null
            when
                dated_requests.received_at is null
                and not list_contains(dated_requests.bad_fields, 'received_at')
                then 'received_missing'
            when dated_requests.has_unreadable_date then 'unreadable'
            when
                dated_requests.received_on < calendar_days.first_on
                or dated_requests.last_event_on > calendar_days.last_on
                then 'outside_calendar'
            when dated_requests.first_event_on < dated_requests.received_on
                then 'before_received'
            when
                dated_requests.identity_verified_on
                < dated_requests.identity_requested_on
                or dated_requests.clarification_answered_on
                < dated_requests.clarification_asked_on
                then 'answered_before_asked'
            when
                (
                    dated_requests.identity_verified_on is not null
                    and dated_requests.identity_requested_on is null
                )
                or (
                    dated_requests.clarification_answered_on is not null
                    and dated_requests.clarification_asked_on is null
                )
                then 'answered_unasked'
            when
                dated_requests.ticket_status = 'stängd'
                and dated_requests.closed_on is null
                then 'closed_missing'
        end as fault,
        dated_requests.exported_on,
        dated_requests.ticket_status,
        dated_requests.told_fields,
        dated_requests.bad_fields

    from dated_requests

    cross join calendar_days

)

select * from requests
order by system asc, request_id asc
