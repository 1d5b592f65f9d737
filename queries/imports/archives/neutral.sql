-- What:    Manual archives: binders, boxes, shelves.
-- Grain:   one archive
-- Roles:   import
-- Reads:   export.rows
-- Table:   archives
-- Header:  archive_id, location, owner_id, record_type, data_categories, from_year,
-- Header:  to_year, due_on
-- Column:  archive_id       varchar    -     the archive's number
-- Column:  location         varchar    -     room and shelf
-- Column:  owner_id         varchar    -     who answers for it, by id
-- Column:  record_type      varchar    -     the kind of record in it
-- Column:  data_categories  varchar[]  -     what it holds, in the policy's words, separated by ;
-- Column:  from_year        integer    year  first year in it
-- Column:  to_year          integer    year  last year in it
-- Column:  due_on           date       -     due for gallring
-- Column:  bad_fields       varchar[]  -     dates that were filled with something else
-- Order:   archive_id

with

typed_rows as (

    select
        nullif(entries.archive_id, '') as archive_id,
        nullif(entries.location, '') as location,
        case
            when regexp_matches(entries.owner_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.owner_id, '')
        end as owner_id,
        nullif(entries.record_type, '') as record_type,
        regexp_split_to_array(
            nullif(entries.data_categories, ''), '\s*;\s*'
        ) as data_categories,
        try_cast(entries.from_year as integer) as from_year,
        try_cast(entries.to_year as integer) as to_year,
        try_cast(entries.due_on as date) as due_on,
        list_filter(
            [
                case
                    when
                        entries.due_on <> ''
                        and try_cast(entries.due_on as date) is null
                        then 'due_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by archive_id asc
