-- What:    What each ticket system cannot say about its requests, and how to correct it.
-- Grain:   one row per system and missing ground
-- Roles:   dpo
-- Reads:   register.requests, policy.phrases
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

-- A field that is there by another title is mapped; what is not a field is not.
missing_grounds as (

    select
        counted_grounds.system,
        counted_grounds.ground,
        if(asked.language = 'en', grounds.title_en, grounds.title_sv) as cannot_say,
        systems.requests,
        counted_grounds.missing,
        counted_grounds.open_requests,
        concat_ws(
            ' ',
            if(asked.language = 'en', grounds.sentence_en, grounds.sentence_sv),
            case
                when grounds.field is not null
                    then format(
                        if(
                            asked.language = 'en',
                            remedies.sentence_en,
                            remedies.sentence_sv
                        ),
                        counted_grounds.system,
                        grounds.field
                    )
            end
        ) as remedy

    from counted_grounds

    inner join systems on counted_grounds.system = systems.system

    inner join policy.phrases as grounds
        on grounds.use = 'ground' and counted_grounds.ground = grounds.name

    inner join policy.phrases as remedies
        on remedies.use = 'remedy' and remedies.name = 'field'

    cross join asked

)

select * from missing_grounds
order by open_requests desc, system asc, ground asc
