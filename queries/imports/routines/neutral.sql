-- What:    Written routines of systems and archives.
-- Grain:   one routine
-- Roles:   import
-- Reads:   export.rows
-- Table:   routines
-- Header:  routine_id, system, owner_id, routine_type, reviewed_on, next_review_on
-- Column:  routine_id      varchar    -  the routine
-- Column:  system          varchar    -  the system or archive
-- Column:  owner_id        varchar    -  who answers for it, by id
-- Column:  routine_type    varchar    -  use, gallring, access ...
-- Column:  reviewed_on     date       -  last reviewed
-- Column:  next_review_on  date       -  to be reviewed by
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Order:   routine_id

with

typed_rows as (

    select
        nullif(entries.routine_id, '') as routine_id,
        nullif(entries.system, '') as system,
        case
            when regexp_matches(entries.owner_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.owner_id, '')
        end as owner_id,
        nullif(entries.routine_type, '') as routine_type,
        try_cast(entries.reviewed_on as date) as reviewed_on,
        try_cast(entries.next_review_on as date) as next_review_on,
        list_filter(
            [
                case
                    when
                        entries.reviewed_on <> ''
                        and try_cast(entries.reviewed_on as date) is null
                        then 'reviewed_on'
                end,
                case
                    when
                        entries.next_review_on <> ''
                        and try_cast(entries.next_review_on as date) is null
                        then 'next_review_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by routine_id asc
