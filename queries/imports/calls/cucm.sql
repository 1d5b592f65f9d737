-- What:    Cisco Unified Communications Manager's call detail records, with names in the first line.
-- Grain:   one row per leg
-- Header:  datetimeorigination, globalcallid_callid, globalcallid_callmanagerid,
-- Header:  callingpartynumber, originalcalledpartynumber, finalcalledpartynumber,
-- Header:  datetimeconnect, datetimedisconnect, duration, cdrrecordtype
-- Also:    globalcallid_clusterid, origcallterminationonbehalfof, destcallterminationonbehalfof,
-- Also:    origcalledpartyredirectonbehalfof, lastredirectredirectonbehalfof, joinonbehalfof
-- Gives:   repeating_id

with

legs as (

    -- The ids start again with the server; together with 100,000 seconds they do not repeat.
    -- On behalf of 27 a leg records, on behalf of 28 it listens in.
    select
        entries.line,
        concat_ws(
            '-',
            entries.globalcallid_clusterid,
            entries.globalcallid_callmanagerid,
            entries.globalcallid_callid
        ) as told_id,
        told_id as repeating_id,
        concat_ws('-', told_id, left(entries.datetimeorigination, 5)) as call_id,
        entries.datetimeorigination as started_at,
        entries.datetimeconnect as answered_at,
        entries.datetimedisconnect as ended_at,
        entries.callingpartynumber as from_number,
        coalesce(
            nullif(entries.originalcalledpartynumber, ''),
            entries.finalcalledpartynumber
        ) as to_number,
        null::varchar as direction,
        null::varchar as queue,
        nullif(entries.finalcalledpartynumber, '') as agent,
        null::boolean as is_answered,
        null::varchar as waited,
        entries.duration as talked,
        null::varchar as lasted,
        'utc' as clock,
        case
            when entries.cdrrecordtype <> '1' then 'not_this_format'
            when
                list_has_any(
                    [
                        entries.origcalledpartyredirectonbehalfof,
                        entries.lastredirectredirectonbehalfof,
                        entries.joinonbehalfof
                    ],
                    ['27', '28']
                )
                then 'recording_leg'
        end as reason

    from export.rows as entries

)

select * exclude (told_id) from legs
order by line asc
