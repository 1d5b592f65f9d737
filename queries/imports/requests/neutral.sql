-- What:    Requests from persons, as the neutral CSV lists them; no free text.
-- Grain:   one request
-- Roles:   import
-- Reads:   export.rows
-- Table:   requests
-- Header:  request_id, request_type, received_at, identity_requested_on,
-- Header:  identity_verified_on, clarification_asked_on, clarification_answered_on,
-- Header:  extension_notified_on, extension_reason, closed_on, outcome
-- Column:  request_id                 varchar      -  number in the ticket system; rad N and the day when there is none or it is a person's
-- Column:  request_type               varchar      -  the ticket system's own word
-- Column:  received_at                timestamptz  -  when the request reached us
-- Column:  identity_requested_on      date         -  proof of identity was asked for
-- Column:  identity_verified_on       date         -  identity was established
-- Column:  clarification_asked_on     date         -  the person was asked what is meant
-- Column:  clarification_answered_on  date         -  the person explained
-- Column:  extension_notified_on      date         -  the person was told of the extension
-- Column:  extension_reason           varchar      -  given, or nothing; the reason is not kept
-- Column:  closed_on                  date         -  the reply was sent
-- Column:  outcome                    varchar      -  the ticket system's own word
-- Column:  channel                    varchar      -  the ticket system's own word
-- Column:  team                       varchar      -  who handles it
-- Column:  fee                        double       -  kronor charged
-- Column:  identity_method            varchar      -  how identity was asked for
-- Column:  system                     varchar      -  the ticket system; requests when it is not named
-- Column:  ticket_status              varchar      -  the ticket system's own word; the CSV need not have it
-- Column:  told_fields                varchar[]    -  fields that the export has a column for
-- Column:  bad_fields                 varchar[]    -  fields filled with something that cannot be kept
-- Order:   request_id

with

-- Every day and word of a request as a row of its own, so that one rule reads them.
fields as (

    unpivot (
        select
            entries.line,
            entries.received_at,
            entries.identity_requested_on,
            entries.identity_verified_on,
            entries.clarification_asked_on,
            entries.clarification_answered_on,
            entries.extension_notified_on,
            entries.closed_on,
            entries.fee,
            entries.request_type,
            entries.outcome,
            entries.channel,
            entries.team,
            entries.identity_method,
            entries.ticket_status

        from export.rows as entries
    )
    on columns(* exclude (line))
    into name field value content

),

-- A column that is not there is null in every row; one that is there can be empty.
told_fields as (

    select
        line,
        list(field order by field) as told_fields

    from fields

    group by line

),

trimmed_fields as (

    select
        line,
        field,
        trim(content) as content,
        field like '%\_on' escape '\' or field = 'received_at' as is_day

    from fields

    where trim(content) <> ''

),

-- An ISO day, perhaps with a time of day, perhaps with a zone.
parts as (

    select
        line,
        field,
        content,
        is_day,
        case
            when is_day
                then regexp_extract(
                    content,
                    '^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?'
                    || ' ?(Z|[+-]\d{2})?:?(\d{2})?)?$',
                    ['day', 'minute', 'second', 'zone', 'zone_minute']
                )
        end as part

    from trimmed_fields

),

instants as (

    select
        line,
        field,
        content,
        is_day,
        case
            when part.zone <> ''
                then try_cast(
                    part.day || ' ' || part.minute
                    || coalesce(nullif(part.second, ''), ':00')
                    || replace(part.zone, 'Z', '+00')
                    || ':' || coalesce(nullif(part.zone_minute, ''), '00')
                    as timestamptz
                )
            -- Without a zone it is the clock on the wall.
            when part.day <> ''
                then timezone(
                    'Europe/Stockholm',
                    try_cast(
                        part.day || ' ' || coalesce(nullif(part.minute, ''), '00:00')
                        || coalesce(nullif(part.second, ''), ':00')
                        as timestamp
                    )
                )
        end as happened_at

    from parts

),

kept_fields as (

    select
        line,
        field,
        happened_at,
        cast(timezone('Europe/Stockholm', happened_at) as date) as happened_on,
        case
            when field = 'fee'
                then try_cast(
                    replace(
                        regexp_replace(content, '[\s:-]*(kr|sek)?[\s.]*$', '', 'i'),
                        ',',
                        '.'
                    )
                    as double
                )
        end as amount,
        -- A word names a kind; something that long or personal does not.
        case
            when
                not is_day
                and length(content) <= 60
                and not regexp_matches(content, '@|\d{6}')
                then content
        end as word

    from instants

),

kept_rows as (

    select
        line,
        max(happened_at) filter (where field = 'received_at') as received_at,
        max(happened_on) filter (
            where field = 'identity_requested_on'
        ) as identity_requested_on,
        max(happened_on) filter (
            where field = 'identity_verified_on'
        ) as identity_verified_on,
        max(happened_on) filter (
            where field = 'clarification_asked_on'
        ) as clarification_asked_on,
        max(happened_on) filter (
            where field = 'clarification_answered_on'
        ) as clarification_answered_on,
        max(happened_on) filter (
            where field = 'extension_notified_on'
        ) as extension_notified_on,
        max(happened_on) filter (where field = 'closed_on') as closed_on,
        max(amount) as fee,
        max(word) filter (where field = 'request_type') as request_type,
        max(word) filter (where field = 'outcome') as outcome,
        max(word) filter (where field = 'channel') as channel,
        max(word) filter (where field = 'team') as team,
        max(word) filter (where field = 'identity_method') as identity_method,
        max(word) filter (where field = 'ticket_status') as ticket_status,
        list(field order by field) filter (
            where happened_at is null and (field = 'fee' or word is null)
            and amount is null
        ) as bad_fields

    from kept_fields

    group by line

),

requests as (

    select
        -- Without a number it is still a request; a personal number is no number.
        case
            when
                trim(entries.request_id) <> ''
                and not regexp_matches(
                    entries.request_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$'
                )
                then trim(entries.request_id)
            else concat_ws(
                ' ',
                'rad',
                entries.line,
                cast(timezone('Europe/Stockholm', kept_rows.received_at) as date)
            )
        end as request_id,
        kept_rows.request_type,
        kept_rows.received_at,
        kept_rows.identity_requested_on,
        kept_rows.identity_verified_on,
        kept_rows.clarification_asked_on,
        kept_rows.clarification_answered_on,
        kept_rows.extension_notified_on,
        case when trim(entries.extension_reason) <> '' then 'given' end
            as extension_reason,
        kept_rows.closed_on,
        kept_rows.outcome,
        kept_rows.channel,
        kept_rows.team,
        kept_rows.fee,
        kept_rows.identity_method,
        coalesce(nullif(trim(entries.system), ''), 'requests') as system,
        kept_rows.ticket_status,
        case
            when entries.extension_reason is null then told_fields.told_fields
            else list_append(told_fields.told_fields, 'extension_reason')
        end as told_fields,
        coalesce(kept_rows.bad_fields, []) as bad_fields

    from export.rows as entries

    left join kept_rows on entries.line = kept_rows.line

    left join told_fields on entries.line = told_fields.line

)

select * from requests
order by request_id asc
