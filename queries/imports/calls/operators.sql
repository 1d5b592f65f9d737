-- What:    Call lists of operators' exchanges, in Swedish, Norwegian or English words.
-- Grain:   one row per leg
-- Header:  tidpunkt|tidspunkt|datum|dato|date|starttid|tid|datum och tid|datum/tid|date/time|call time|start time|start|timestart,
-- Header:  uppringande|från|fra|a-nummer|a nummer|innringer|from|caller|calling number|från nummer|från-nummer|uppringande nummer|ringande|ringande nummer|from number|caller number|callfrom,
-- Header:  status|resultat|besvarad|besvarat|result|answered|samtalsstatus|utfall|call status
-- Also:    klockslag|klockan|klokkeslett|tid|time|starttid|start time
-- Also:    riktning|retning|direction|typ|type|samtalstyp, kö|svarsgrupp|kø|queue|ring group|könamn|queue name,
-- Also:    uppringt|uppringd|till|til|b-nummer|b nummer|aksessnummer|destination|to|called number|till nummer|till-nummer|uppringt nummer|to number|callee number|callto,
-- Also:    väntetid|kötid|ventetid|ringing|wait time|waiting time|ringtid,
-- Also:    samtalstid|samtaletid|taltid|taletid|talking|talk time|talkduraction,
-- Also:    längd|varighet|varighed|duration|total tid|samtalslängd|samtalets längd|callduraction, handläggare|agent|snakket med|besvarad av|answered by,
-- Also:    samtals-id|samtalsid|call id|cdrid,
-- Also:    kanal|channel|medium|media|media type|mediatyp|kontakttyp|contact type|interaction type|type|typ
-- Gives:   outcome, medium

with

legs as (

    select
        entries.line,
        nullif(entries."samtals-id", '') as call_id,
        -- A day and its time may stand apart.
        if(
            contains(entries.tidpunkt, ':'),
            entries.tidpunkt,
            concat_ws(' ', entries.tidpunkt, entries.klockslag)
        ) as started_at,
        null::varchar as answered_at,
        null::varchar as ended_at,
        entries.uppringande as from_number,
        entries.uppringt as to_number,
        entries.riktning as direction,
        nullif(entries.kö, '') as queue,
        nullif(entries.handläggare, '') as agent,
        entries.status as outcome,
        entries.kanal as medium,
        null::boolean as is_answered,
        entries.väntetid as waited,
        entries.samtalstid as talked,
        -- A mere length says nothing of the wait.
        if(
            coalesce(entries.väntetid, entries.samtalstid) is null,
            null,
            entries.längd
        ) as lasted,
        null::varchar as clock,
        null::varchar as reason

    from export.rows as entries

)

select * from legs
order by line asc
