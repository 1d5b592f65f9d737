-- What:    Companies that have joined.
-- Grain:   one company
-- Roles:   import
-- Reads:   export.rows
-- Table:   companies
-- Header:  company_id, agreement_end_on, fi_checked_on
-- Column:  company_id        varchar    -  the company
-- Column:  agreement_end_on  date       -  its agreement's last day
-- Column:  fi_checked_on     date       -  its licence was last fetched
-- Column:  bad_fields        varchar[]  -  dates that were filled with something else
-- Order:   company_id

with

typed_rows as (

    select
        nullif(entries.company_id, '') as company_id,
        try_cast(entries.agreement_end_on as date) as agreement_end_on,
        try_cast(entries.fi_checked_on as date) as fi_checked_on,
        list_filter(
            [
                case
                    when
                        entries.agreement_end_on <> ''
                        and try_cast(entries.agreement_end_on as date) is null
                        then 'agreement_end_on'
                end,
                case
                    when
                        entries.fi_checked_on <> ''
                        and try_cast(entries.fi_checked_on as date) is null
                        then 'fi_checked_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by company_id asc
