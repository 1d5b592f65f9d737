-- What:    Accounts that reach sensitive data, against the number that the organisation
-- What:    allows.
-- Reads:   register.accounts, register.systems, policy.constants
-- Needs:   register.accounts
-- Needs:   register.systems
-- Column:  expected  bigint  count  how many there may be

with

thresholds as (

    select any_value(constants.value)::bigint as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'sensitive_accounts'

)

select distinct
    accounts.account_id as thing_id,
    true as is_found,
    null::date as since_on,
    thresholds.allowed as expected

from register.accounts as accounts

inner join register.systems as systems
    on accounts.system = systems.system

cross join thresholds

where systems.is_sensitive is not false
