-- What:    Accounts of another organisation: guests and suppliers.
-- Reads:   register.accounts, policy.listeds
-- Needs:   accounts

select
    accounts.account_id || ' ' || accounts.system as thing_id,
    (
        accounts.tenant is null
        or lower(accounts.tenant) not in (
            select lower(listeds.value)
            from policy.listeds_on($as_of) as listeds
            where listeds.list = 'own_tenant'
        )
    ) as is_found,
    null::date as since_on

from register.accounts as accounts
