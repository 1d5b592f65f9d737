-- What:    FusionPBX's list of calls (CDR), exported as CSV.
-- Grain:   one row per leg
-- Header:  source|caller id number|caller_id_number|cid number|caller number,
-- Header:  destination|caller destination|caller_destination|destination_number,
-- Header:  start|start_stamp|date|start stamp, duration,
-- Header:  hangup cause|hangup_cause|status, tta|time to answer
-- Also:    time, xml_cdr_uuid|uuid|call uuid, bridge_uuid, direction, answer_stamp, end_stamp, billsec, extension|ext.
-- Gives:   outcome

with

legs as (

    select
        entries.line,
        nullif(entries.xml_cdr_uuid, '') as call_id,
        if(
            contains(entries.start, ':'),
            entries.start,
            concat_ws(' ', entries.start, entries.time)
        ) as started_at,
        entries.answer_stamp as answered_at,
        entries.end_stamp as ended_at,
        entries.source as from_number,
        entries.destination as to_number,
        entries.direction,
        null::varchar as queue,
        nullif(entries.extension, '') as agent,
        -- A cause of hanging up, as FreeSWITCH has it, says who hung up, seldom who answered.
        upper(entries."hangup cause") as cause,
        (
            regexp_full_match(cause, '[A-Z]+(_[A-Z0-9]+)+')
            and cause <> 'NO_ANSWER'
        )
        or cause in ('INTERWORKING', 'NONE', 'UNSPECIFIED', 'SUCCESS', 'CRASH')
            as is_cause,
        if(is_cause, null, nullif(entries."hangup cause", '')) as outcome,
        -- The list shows no time to answer of calls that nobody answered, nor of those
        -- answered at once: only a cause of the time before an answer tells them apart.
        case
            when
                cause in (
                    'ORIGINATOR_CANCEL',
                    'USER_BUSY',
                    'NO_USER_RESPONSE',
                    'CALL_REJECTED',
                    'NO_ROUTE_DESTINATION', 'UNALLOCATED_NUMBER', 'SUBSCRIBER_ABSENT',
                    'DESTINATION_OUT_OF_ORDER', 'USER_NOT_REGISTERED',
                    'INVALID_NUMBER_FORMAT'
                )
                and entries.tta in ('', '0')
                and coalesce(entries.answer_stamp, '') = ''
                and coalesce(entries.billsec, '') in ('', '0')
                then false
            when
                coalesce(entries.answer_stamp, entries.billsec, outcome) is null
                and is_cause
                and regexp_full_match(entries.tta, '[1-9]\d*')
                and cause = 'NORMAL_CLEARING'
                then true
        end as is_answered,
        -- No time until an answer is written as 0.
        nullif(nullif(entries.tta, ''), '0') as waited,
        entries.billsec as talked,
        entries.duration as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * exclude (cause, is_cause) from legs
order by line asc
