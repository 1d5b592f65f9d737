-- What:    The access log of systems with sensitive data.
-- Grain:   one access
-- Roles:   import
-- Reads:   export.rows
-- Table:   accesses
-- Header:  access_id, account_id, system, accessed_on, case_id
-- Column:  access_id    varchar    -  the access
-- Column:  account_id   varchar    -  the account
-- Column:  system       varchar    -  the system
-- Column:  accessed_on  date       -  when
-- Column:  case_id      varchar    -  the case it was for
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Order:   access_id

with

typed_rows as (

    select
        nullif(entries.access_id, '') as access_id,
        case
            when regexp_matches(entries.account_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.account_id, '')
        end as account_id,
        nullif(entries.system, '') as system,
        try_cast(entries.accessed_on as date) as accessed_on,
        nullif(entries.case_id, '') as case_id,
        list_filter(
            [
                case
                    when
                        entries.accessed_on <> ''
                        and try_cast(entries.accessed_on as date) is null
                        then 'accessed_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by access_id asc
