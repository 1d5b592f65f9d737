-- What:    Web forms sent in, and where they were stored.
-- Grain:   one form sent in
-- Roles:   import
-- Reads:   export.rows
-- Table:   submissions
-- Header:  submission_id, submitted_at, stored_at, store, item_id
-- Column:  submission_id  varchar      -  the form sent in
-- Column:  submitted_at   timestamptz  -  when it was sent
-- Column:  stored_at      timestamptz  -  when it was stored
-- Column:  store          varchar      -  where, as Office 365
-- Column:  item_id        varchar      -  what it became there
-- Column:  bad_fields     varchar[]    -  dates that were filled with something else
-- Order:   submission_id

with

typed_rows as (

    select
        nullif(entries.submission_id, '') as submission_id,
        try_cast(entries.submitted_at as timestamptz) as submitted_at,
        try_cast(entries.stored_at as timestamptz) as stored_at,
        nullif(entries.store, '') as store,
        nullif(entries.item_id, '') as item_id,
        list_filter(
            [
                case
                    when
                        entries.submitted_at <> ''
                        and try_cast(entries.submitted_at as timestamptz) is null
                        then 'submitted_at'
                end,
                case
                    when
                        entries.stored_at <> ''
                        and try_cast(entries.stored_at as timestamptz) is null
                        then 'stored_at'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by submission_id asc
