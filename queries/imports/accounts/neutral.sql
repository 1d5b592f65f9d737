-- What:    Accounts and the systems they reach.
-- Grain:   one account in one system
-- Roles:   import
-- Reads:   export.rows
-- Table:   accounts
-- Header:  account_id, system, tenant, role, is_employed, employment_end_on,
-- Header:  last_access_on
-- Column:  account_id         varchar    -  the account
-- Column:  system             varchar    -  the system
-- Column:  tenant             varchar    -  the organisation that the account belongs to
-- Column:  role               varchar    -  the role it has
-- Column:  is_employed        boolean    -  its holder is employed
-- Column:  employment_end_on  date       -  its holder's last day
-- Column:  last_access_on     date       -  last used
-- Column:  bad_fields         varchar[]  -  dates that were filled with something else
-- Order:   account_id, system

with

typed_rows as (

    select
        case
            when regexp_matches(entries.account_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.account_id, '')
        end as account_id,
        nullif(entries.system, '') as system,
        nullif(entries.tenant, '') as tenant,
        nullif(entries.role, '') as role,
        try_cast(entries.is_employed as boolean) as is_employed,
        try_cast(entries.employment_end_on as date) as employment_end_on,
        try_cast(entries.last_access_on as date) as last_access_on,
        list_filter(
            [
                case
                    when
                        entries.employment_end_on <> ''
                        and try_cast(entries.employment_end_on as date) is null
                        then 'employment_end_on'
                end,
                case
                    when
                        entries.last_access_on <> ''
                        and try_cast(entries.last_access_on as date) is null
                        then 'last_access_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by account_id asc, system asc
