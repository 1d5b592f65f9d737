-- What:    Personal data incidents, as the incident register lists them.
-- Grain:   one incident
-- Roles:   import
-- Reads:   export.rows
-- Table:   incidents
-- Header:  incident_id, incident_type, occurred_at, aware_at, reported_at,
-- Header:  closed_on, informed_on
-- Column:  incident_id    varchar      -  number in the incident register; rad N and the day when there is none or it is a person's
-- Column:  incident_type  varchar      -  misdirected letter, lost device ...
-- Column:  occurred_at    timestamptz  -  when it happened
-- Column:  aware_at       timestamptz  -  when the organisation became aware
-- Column:  reported_at    timestamptz  -  when it was reported to IMY
-- Column:  closed_on      date         -  the incident was closed
-- Column:  informed_on    date         -  the persons were informed
-- Column:  bad_fields     varchar[]    -  fields filled with something that cannot be kept
-- Order:   incident_id

with

fields as (

    unpivot (
        select
            entries.line,
            entries.occurred_at,
            entries.aware_at,
            entries.reported_at,
            entries.closed_on,
            entries.informed_on

        from export.rows as entries
    )
    on columns(* exclude (line))
    into name field value content

),

-- An ISO day, perhaps with a time of day, perhaps with a zone.
parts as (

    select
        line,
        field,
        regexp_extract(
            trim(content),
            '^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?'
            || ' ?(Z|[+-]\d{2})?:?(\d{2})?)?$',
            ['day', 'minute', 'second', 'zone', 'zone_minute']
        ) as part

    from fields

    where trim(content) <> ''

),

instants as (

    select
        line,
        field,
        case
            when part.zone <> ''
                then try_cast(
                    part.day || ' ' || part.minute
                    || coalesce(nullif(part.second, ''), ':00')
                    || replace(part.zone, 'Z', '+00')
                    || ':' || coalesce(nullif(part.zone_minute, ''), '00')
                    as timestamptz
                )
            -- The 72 hours need an hour: a bare day is no instant.
            when part.minute <> '' or (part.day <> '' and field like '%\_on' escape '\')
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

kept_rows as (

    select
        line,
        max(happened_at) filter (where field = 'occurred_at') as occurred_at,
        max(happened_at) filter (where field = 'aware_at') as aware_at,
        max(happened_at) filter (where field = 'reported_at') as reported_at,
        max(cast(timezone('Europe/Stockholm', happened_at) as date)) filter (
            where field = 'closed_on'
        ) as closed_on,
        max(cast(timezone('Europe/Stockholm', happened_at) as date)) filter (
            where field = 'informed_on'
        ) as informed_on,
        list(field order by field) filter (where happened_at is null) as bad_fields

    from instants

    group by line

),

incidents as (

    select
        -- Without a number it is still an incident; a personal number is no number.
        case
            when
                trim(entries.incident_id) <> ''
                and not regexp_matches(
                    entries.incident_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$'
                )
                then trim(entries.incident_id)
            else concat_ws(
                ' ',
                'rad',
                entries.line,
                cast(timezone('Europe/Stockholm', kept_rows.aware_at) as date)
            )
        end as incident_id,
        -- A word names a kind; something that long or personal does not.
        case
            when
                length(trim(entries.incident_type)) <= 60
                and not regexp_matches(entries.incident_type, '@|\d{6}')
                then nullif(trim(entries.incident_type), '')
        end as incident_type,
        kept_rows.occurred_at,
        kept_rows.aware_at,
        kept_rows.reported_at,
        kept_rows.closed_on,
        kept_rows.informed_on,
        coalesce(kept_rows.bad_fields, []) as bad_fields

    from export.rows as entries

    left join kept_rows on entries.line = kept_rows.line

)

select * from incidents
order by incident_id asc
