-- What:    Looks at full records by companies.
-- Grain:   one look
-- Roles:   import
-- Reads:   export.rows
-- Table:   views
-- Header:  view_id, viewed_on, view_type, viewer_company_id, is_employer_confirmed,
-- Header:  has_agreement, is_logged_in
-- Column:  view_id                varchar    -  the look
-- Column:  viewed_on              date       -  when
-- Column:  view_type              varchar    -  full or lookup
-- Column:  viewer_company_id      varchar    -  the company that looked
-- Column:  is_employer_confirmed  boolean    -  it is the person's confirmed employer
-- Column:  has_agreement          boolean    -  it has an agreement
-- Column:  is_logged_in           boolean    -  it was logged in
-- Column:  bad_fields             varchar[]  -  dates that were filled with something else
-- Order:   view_id

with

typed_rows as (

    select
        nullif(entries.view_id, '') as view_id,
        try_cast(entries.viewed_on as date) as viewed_on,
        nullif(entries.view_type, '') as view_type,
        nullif(entries.viewer_company_id, '') as viewer_company_id,
        try_cast(entries.is_employer_confirmed as boolean) as is_employer_confirmed,
        try_cast(entries.has_agreement as boolean) as has_agreement,
        try_cast(entries.is_logged_in as boolean) as is_logged_in,
        list_filter(
            [
                case
                    when
                        entries.viewed_on <> ''
                        and try_cast(entries.viewed_on as date) is null
                        then 'viewed_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by view_id asc
