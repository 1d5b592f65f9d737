-- What:    Accounts and the systems they reach.
-- Grain:   one row per account in one system
-- Roles:   dpo
-- Reads:   imported.accounts
-- Column:  account_id         varchar    -  the account
-- Column:  system             varchar    -  the system
-- Column:  tenant             varchar    -  the organisation that the account belongs to
-- Column:  role               varchar    -  the role it has
-- Column:  is_employed        boolean    -  its holder is employed
-- Column:  employment_end_on  date       -  its holder's last day
-- Column:  last_access_on     date       -  last used
-- Column:  bad_fields         varchar[]  -  dates that were filled with something else
-- Column:  exported_on        date       -  the export it stands in
-- Order:   account_id, system

select
    accounts.account_id,
    accounts.system,
    accounts.tenant,
    accounts.role,
    accounts.is_employed,
    accounts.employment_end_on,
    accounts.last_access_on,
    accounts.bad_fields,
    accounts.exported_on

from imported.accounts as accounts

order by account_id asc, system asc
