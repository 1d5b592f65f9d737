-- What:    Companies that have joined.
-- Grain:   one row per company
-- Roles:   dpo
-- Reads:   imported.companies
-- Column:  company_id        varchar    -  the company
-- Column:  agreement_end_on  date       -  its agreement's last day
-- Column:  fi_checked_on     date       -  its licence was last fetched
-- Column:  bad_fields        varchar[]  -  dates that were filled with something else
-- Column:  exported_on       date       -  the export it stands in
-- Order:   company_id

select
    companies.company_id,
    companies.agreement_end_on,
    companies.fi_checked_on,
    companies.bad_fields,
    companies.exported_on

from imported.companies as companies

order by company_id asc
