-- What:    Months without any call in the log, between the first and the last.
-- Reads:   register.source_months

with

known_months as (

    select distinct source_months.month

    from register.source_months as source_months

    where source_months.source = 'telephone'

),

all_months as (

    select
        unnest(
            generate_series(
                min(known_months.month), max(known_months.month), interval 1 month
            )
        )::date as month

    from known_months

)

select
    strftime(all_months.month, '%Y-%m') as thing_id,
    known_months.month is null as is_found,
    all_months.month as since_on

from all_months

left join known_months
    on all_months.month = known_months.month
