-- What:    Accounts of persons who have left, or with no role.
-- Reads:   register.accounts
-- Needs:   accounts

select
    accounts.account_id || ' ' || accounts.system as thing_id,
    (
        accounts.is_employed is not true
        or accounts.role is null
        or coalesce(accounts.employment_end_on < $as_of::date, false)
    ) as is_found,
    accounts.employment_end_on + 1 as since_on

from register.accounts as accounts
