-- What:    What each key figure about requests counts.
-- Grain:   one row per key figure
-- Roles:   dpo
-- Reads:
-- Column:  key_figure     varchar  -  K1 to K10
-- Column:  title_sv       varchar  -  its name
-- Column:  title_en       varchar  -  the same in English
-- Column:  definition_sv  varchar  -  what is counted
-- Column:  definition_en  varchar  -  the same in English
-- Order:   key_figure

with

key_figures as (

    select
        'K1' as key_figure,
        'Inkomna begäranden' as title_sv,
        'Requests received' as title_en,
        'Inkomna i perioden, lokal dag; frågor och klagomål räknas inte.'
            as definition_sv,
        'Received in the period, local day; questions and complaints are not '
        || 'counted.' as definition_en

    union all

    select
        'K2' as key_figure,
        'Besvarade i tid' as title_sv,
        'Answered in time' as title_en,
        'Av dem vars sista dag enligt lag faller i perioden: besvarade senast '
        || 'den dagen. Försenade öppna räknas med; återkallade och ännu löpande '
        || 'inte.' as definition_sv,
        'Of those whose last day by law falls in the period: answered by that '
        || 'day. Open overdue ones are counted; withdrawn and still running ones '
        || 'are not.' as definition_en

    union all

    select
        'K3' as key_figure,
        'Löftet hållet' as title_sv,
        'Promise kept' as title_en,
        'Av dem vars sista dag enligt löftet faller i perioden: besvarade '
        || 'senast den dagen. Återkallade och ännu löpande räknas inte.'
            as definition_sv,
        'Of those whose last day by the promise falls in the period: answered '
        || 'by that day. Withdrawn and still running ones are not counted.'
            as definition_en

    union all

    select
        'K4' as key_figure,
        'Öppna och försenade' as title_sv,
        'Open and overdue' as title_en,
        'Öppna på avstämningsdagen; försenad är den vars sista dag enligt lag '
        || 'har passerat. Pausade står för sig.' as definition_sv,
        'Open on the as-of day; overdue when its last day by law has passed. '
        || 'Paused ones stand apart.' as definition_en

    union all

    select
        'K5' as key_figure,
        'Ålder på öppna' as title_sv,
        'Age of open requests' as title_en,
        'Kalenderdagar från mottagandet till avstämningsdagen.' as definition_sv,
        'Calendar days from receipt to the as-of day.' as definition_en

    union all

    select
        'K6' as key_figure,
        'Handläggningstid' as title_sv,
        'Handling time' as title_en,
        'Kalenderdagar från mottagandet till svaret, av dem som besvarats i '
        || 'perioden; netto utan pauser.' as definition_sv,
        'Calendar days from receipt to reply, of those answered in the period; '
        || 'net without pauses.' as definition_en

    union all

    select
        'K7' as key_figure,
        'Förlängningar' as title_sv,
        'Extensions' as title_en,
        'Meddelade i perioden; giltig är den som meddelats i tid och med skäl.'
            as definition_sv,
        'Notified in the period; valid when notified in time and with a reason.'
            as definition_en

    union all

    select
        'K8' as key_figure,
        'Identitetskontroll' as title_sv,
        'Identity checks' as title_en,
        'Av dem som inkom i perioden: andel där identitet begärdes, väntan i '
        || 'dagar, och begärd senare än utan onödigt dröjsmål. Alla är en '
        || 'iakttagelse.' as definition_sv,
        'Of those received in the period: share where identity was asked for, '
        || 'wait in days, and asked later than without undue delay. All of them is '
        || 'a finding.' as definition_en

    union all

    select
        'K9' as key_figure,
        'Utfall' as title_sv,
        'Outcomes' as title_en,
        'Avslutade i perioden, efter utfall.' as definition_sv,
        'Closed in the period, by outcome.' as definition_en

    union all

    select
        'K10' as key_figure,
        'Underrättade mottagare' as title_sv,
        'Recipients notified' as title_en,
        'Rättelser, raderingar och begränsningar som bifallits i perioden. '
        || 'Ärendena säger inte om mottagarna underrättats (art. 19): underlag '
        || 'saknas.' as definition_sv,
        'Rectifications, erasures and restrictions granted in the period. The '
        || 'tickets do not say whether recipients were notified (art. 19): ground '
        || 'missing.' as definition_en

)

select * from key_figures
order by key_figure asc
