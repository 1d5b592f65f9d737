-- What:    What a ticket system cannot say about its requests, and how to mend it.
-- Grain:   one row per system and missing ground
-- Roles:   dpo
-- Reads:   register.requests
-- Column:  system      varchar  -         the ticket system
-- Column:  ground      varchar  -         received, dates, identity, clarification, extension, closed or outcome
-- Column:  requests    bigint   requests  all of the system's requests
-- Column:  missing     bigint   requests  of them, without the ground
-- Column:  remedy_sv   varchar  -         what to do
-- Column:  remedy_en   varchar  -         the same in English
-- Order:   system, then ground

with

-- A field that is empty in every request is not kept by the system at all.
systems as (

    select
        system,
        count(*) as requests,
        unnest([
            {
                'ground': 'received',
                'missing': count(*) filter (where fault = 'received_missing'),
                'remedy_sv': 'Ta med fältet för mottagningsdag, received_at.',
                'remedy_en': 'Export the field for the day of receipt, as received_at.'
            },
            {
                'ground': 'dates',
                'missing': count(*) filter (where fault <> 'received_missing'),
                'remedy_sv': 'Rätta datumen i ärendena; listan säger vilka.',
                'remedy_en': 'Mend the dates in the tickets; the list says which.'
            },
            {
                'ground': 'identity',
                'missing': case
                    when count(identity_requested_on) = 0 then count(*) else 0
                end,
                'remedy_sv': 'Lägg till fält eller statusord: begärd identitet, '
                || 'identity_requested_on, annars räknas ingen paus.',
                'remedy_en': 'Add a field or a status word for identity asked for, '
                || 'identity_requested_on; without it no pause is counted.'
            },
            {
                'ground': 'clarification',
                'missing': case
                    when count(clarification_asked_on) = 0 then count(*) else 0
                end,
                'remedy_sv': 'Lägg till fält eller statusord: begärt förtydligande, '
                || 'clarification_asked_on, annars räknas ingen paus.',
                'remedy_en': 'Add a field or status word: clarification asked for, '
                || 'clarification_asked_on; without it no pause is counted.'
            },
            {
                'ground': 'extension',
                'missing': case
                    when count(extension_notified_on) = 0 then count(*) else 0
                end,
                'remedy_sv': 'Lägg till ett fält för meddelad förlängning, '
                || 'extension_notified_on, annars gäller den första månaden.',
                'remedy_en': 'Add a field for the extension notified, '
                || 'extension_notified_on; without it the first month stands.'
            },
            {
                'ground': 'closed',
                'missing': count(*) filter (
                    where outcome is not null and closed_on is null
                ),
                'remedy_sv': 'Ange dagen då svaret skickades, closed_on.',
                'remedy_en': 'State the day the reply was sent, closed_on.'
            },
            {
                'ground': 'outcome',
                'missing': count(*) filter (
                    where closed_on is not null and outcome is null
                ),
                'remedy_sv': 'Ange utfallet, outcome, annars syns inte ett avslag.',
                'remedy_en': 'State the outcome; without it a refusal is not seen.'
            }
        ]) as told

    from register.requests

    group by system

),

missing_grounds as (

    select
        system,
        told.ground,
        requests,
        told.missing,
        told.remedy_sv,
        told.remedy_en

    from systems

    where told.missing > 0

)

select * from missing_grounds
order by system asc, ground asc
