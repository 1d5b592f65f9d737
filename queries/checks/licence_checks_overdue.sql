-- What:    Companies whose licence has not been fetched lately.
-- Reads:   register.companies, policy.constants
-- Needs:   companies

with

thresholds as (

    select any_value(constants.value)::integer as allowed

    from policy.constants_on($as_of) as constants

    where constants.name = 'licence_check_days'

)

select
    companies.company_id as thing_id,
    (
        coalesce(
            companies.fi_checked_on + thresholds.allowed < $as_of::date,
            true
        )
    ) as is_found,
    companies.fi_checked_on as since_on

from register.companies as companies

cross join thresholds

where coalesce(companies.agreement_end_on >= $as_of::date, true)
