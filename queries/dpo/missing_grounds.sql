-- What:    What each ticket system cannot say about its requests, and how to correct it.
-- Grain:   one row per system and missing ground
-- Roles:   dpo
-- Reads:   register.requests
-- Param:   as_of          date     the day that counts as today
-- Param:   language       varchar  of cannot_say and remedy: sv or en
-- Column:  system         varchar  -         the ticket system
-- Column:  ground         varchar  -         received, dates, right, status, identity, clarification, extension, extension_reason, closed or outcome
-- Column:  cannot_say     varchar  -         what cannot be said
-- Column:  requests       bigint   requests  known by as_of: all of the system
-- Column:  missing        bigint   requests  of them, without the ground
-- Column:  open_requests  bigint   requests  of those, not answered by as_of: the ones that it may still help
-- Column:  remedy         varchar  -         what to do
-- Order:   open_requests, most first, then system, ground

with

asked as (

    select
        $as_of::date as as_of,
        case when $language::varchar = 'en' then 'en' else 'sv' end as language

),

known_requests as (

    select
        requests.*,
        asked.as_of,
        (requests.closed_on is null or requests.closed_on > asked.as_of)
        and coalesce(requests.fault, '') <> 'closed_missing' as is_open,
        coalesce(requests.told_fields, []) as stated

    from register.requests as requests

    cross join asked

    where
        coalesce(requests.kind not in ('sammanslagen', 'dubblett', 'skräppost'), true)
        and (requests.received_on is null or requests.received_on <= asked.as_of)

),

-- A field cannot be said when the export has no column for it, and neither when the
-- status says that the person was asked and no day says when.
lacking_requests as (

    select
        system,
        is_open,
        list_filter(
            [
                case when fault = 'received_missing' then 'received' end,
                case
                    when fault not in ('received_missing', 'closed_missing')
                        then 'dates'
                end,
                case when right_used = 'okänd' then 'right' end,
                case when ticket_status = 'okänd' then 'status' end,
                case
                    when
                        identity_requested_on is null
                        and (
                            ticket_status = 'väntar på identitet'
                            or not list_contains(stated, 'identity_requested_on')
                        )
                        then 'identity'
                end,
                case
                    when
                        clarification_asked_on is null
                        and (
                            ticket_status = 'väntar på förtydligande'
                            or not list_contains(stated, 'clarification_asked_on')
                        )
                        then 'clarification'
                end,
                case
                    when
                        extension_notified_on is null
                        and not list_contains(stated, 'extension_notified_on')
                        then 'extension'
                end,
                case
                    when
                        extension_notified_on is not null
                        and not has_extension_reason
                        and not list_contains(stated, 'extension_reason')
                        then 'extension_reason'
                end,
                case
                    when
                        fault = 'closed_missing'
                        or (outcome is not null and closed_on is null)
                        or not list_contains(stated, 'closed_on')
                        then 'closed'
                end,
                case when closed_on <= as_of and outcome is null then 'outcome' end
            ],
            part -> part is not null
        ) as grounds

    from known_requests

),

systems as (

    select
        system,
        count(*) as requests

    from lacking_requests

    group by system

),

missing_requests as (

    select
        system,
        is_open,
        unnest(grounds) as ground

    from lacking_requests

),

counted_grounds as (

    select
        system,
        ground,
        count(*) as missing,
        count(*) filter (where is_open) as open_requests

    from missing_requests

    group by system, ground

),

-- What to say, and the field to map.
remedies as (

    select unnest([
        {
            'ground': 'received',
            'field': 'received_at',
            'title_sv': 'När begäran kom in',
            'title_en': 'When the request was received',
            'remedy_sv': 'Ta med mottagningsdagen i exporten.',
            'remedy_en': 'Have the day of receipt in the export.'
        },
        {
            'ground': 'dates',
            'field': null,
            'title_sv': 'Datum som går att använda',
            'title_en': 'Dates that can be used',
            'remedy_sv': 'Rätta datumen i ärendena; listan över begäranden säger '
            || 'vilka.',
            'remedy_en': 'Correct the dates in the tickets; the list of requests says '
            || 'which.'
        },
        {
            'ground': 'right',
            'field': 'request_type',
            'title_sv': 'Vilken rättighet som används',
            'title_en': 'Which right is used',
            'remedy_sv': 'Ta med ett fält för rättigheten, och ge varje ord i det en '
            || '[[word]] med field = "right" i policyn.',
            'remedy_en': 'Have a field for the right, and give each of its words a '
            || '[[word]] with field = "right" in the policy.'
        },
        {
            'ground': 'status',
            'field': null,
            'title_sv': 'Om ärendet är öppet eller stängt',
            'title_en': 'Whether the ticket is open or closed',
            'remedy_sv': 'Ge statusordet en [[word]] med field = "status" i policyn; '
            || 'till dess räknas ärendet som öppet.',
            'remedy_en': 'Give the status a [[word]] with field = "status" in the '
            || 'policy; until then the ticket counts as open.'
        },
        {
            'ground': 'identity',
            'field': 'identity_requested_on',
            'title_sv': 'Om och när identitet begärdes',
            'title_en': 'Whether and when identity was asked for',
            'remedy_sv': 'Lägg till ett datumfält för begärd identitet, och ett för '
            || 'styrkt. Utan dem räknas ingen paus.',
            'remedy_en': 'Add a date field for identity requested, and one for '
            || 'verified. Without them no pause is counted.'
        },
        {
            'ground': 'clarification',
            'field': 'clarification_asked_on',
            'title_sv': 'Om och när förtydligande begärdes',
            'title_en': 'Whether and when clarification was asked for',
            'remedy_sv': 'Lägg till ett datumfält för begärt förtydligande, och ett '
            || 'för svaret. Utan dem räknas ingen paus.',
            'remedy_en': 'Add a date field for clarification requested, and one for '
            || 'the answer. Without them no pause is counted.'
        },
        {
            'ground': 'extension',
            'field': 'extension_notified_on',
            'title_sv': 'Om och när en förlängning meddelades',
            'title_en': 'Whether and when an extension was notified',
            'remedy_sv': 'Lägg till ett datumfält för meddelad förlängning, och ett '
            || 'fält för skälet. Utan dem gäller den första månaden.',
            'remedy_en': 'Add a date field for the extension notified, and a field '
            || 'for its reason. Without them the first month stands.'
        },
        {
            'ground': 'extension_reason',
            'field': 'extension_reason',
            'title_sv': 'Om förlängningen hade ett skäl',
            'title_en': 'Whether the extension had a reason',
            'remedy_sv': 'Lägg till ett fält för skälet. Utan skäl gäller inte '
            || 'förlängningen.',
            'remedy_en': 'Add a field for the reason. Without one the extension is '
            || 'not valid.'
        },
        {
            'ground': 'closed',
            'field': 'closed_on',
            'title_sv': 'När svaret skickades',
            'title_en': 'When the reply was sent',
            'remedy_sv': 'Ta med dagen då svaret skickades. Utan den kan ett svar inte '
            || 'visas vara i tid.',
            'remedy_en': 'Have the day the reply was sent in the export. Without it no '
            || 'reply can be shown to be in time.'
        },
        {
            'ground': 'outcome',
            'field': 'outcome',
            'title_sv': 'Hur begäran avgjordes',
            'title_en': 'How the request was decided',
            'remedy_sv': 'Ta med ett fält för utfallet. Utan det syns inte ett avslag.',
            'remedy_en': 'Have a field for the outcome. Without it a refusal is not '
            || 'seen.'
        }
    ]) as remedy

),

-- A field that is there by another title is mapped; what is not a field is not.
missing_grounds as (

    select
        counted_grounds.system,
        counted_grounds.ground,
        case asked.language
            when 'en' then remedies.remedy.title_en
            else remedies.remedy.title_sv
        end as cannot_say,
        systems.requests,
        counted_grounds.missing,
        counted_grounds.open_requests,
        concat_ws(
            ' ',
            case asked.language
                when 'en' then remedies.remedy.remedy_en
                else remedies.remedy.remedy_sv
            end,
            case
                when remedies.remedy.field is null then null
                when asked.language = 'en'
                    then printf(
                        'Name the field as in data/law/ticket_fields.toml, or map it '
                        || 'in the policy: [[ticket_field]] system = "%s", field = '
                        || '"%s", title = "its title".',
                        counted_grounds.system,
                        remedies.remedy.field
                    )
                else printf(
                    'Ge fältet ett namn ur data/law/ticket_fields.toml, eller peka ut '
                    || 'det i policyn: [[ticket_field]] system = "%s", field = "%s", '
                    || 'title = "fältets rubrik".',
                    counted_grounds.system,
                    remedies.remedy.field
                )
            end
        ) as remedy

    from counted_grounds

    inner join systems on counted_grounds.system = systems.system

    inner join remedies on counted_grounds.ground = remedies.remedy.ground

    cross join asked

)

select * from missing_grounds
order by open_requests desc, system asc, ground asc
