-- What:    How the measured promises of each area stood at the end of each month.
-- Grain:   one row per month with an import and area, the last twelve months
-- Roles:   dpo
-- Reads:   register.check_results, policy.promises
-- Param:   as_of     date     the day that counts as today
-- Column:  month     date     -         first day of the month
-- Column:  area      varchar  -         what the promises are about
-- Column:  kept      bigint   promises  kept
-- Column:  broken    bigint   promises  broken
-- Column:  no_data   bigint   promises  without data
-- Order:   month, area

with

results as (

    select
        check_name,
        date_trunc('month', as_of_on)::date as month,
        max_by(has_data, as_of_on) as has_data,
        max_by(has_data and found > expected, as_of_on) as is_broken

    from register.check_results

    where
        as_of_on <= $as_of::date
        and as_of_on >= date_trunc('month', $as_of::date) - to_months(11)

    group by all

),

months as (

    select distinct month
    from results

),

promises as (

    select
        months.month,
        promises.promise_id,
        promises.area,
        coalesce(bool_or(results.is_broken), false) as is_broken,
        count(*) filter (where results.has_data) = len(promises.checks) as is_measured

    from months

    cross join policy.promises_on($as_of) as promises

    left join results
        on
            months.month = results.month
            and list_contains(promises.checks, results.check_name)

    where promises.kind = 'measured'

    group by months.month, promises.promise_id, promises.area, promises.checks

),

counted as (

    select
        month,
        area,
        count(*) filter (where is_measured and not is_broken) as kept,
        count(*) filter (where is_broken) as broken,
        count(*) filter (where not is_measured and not is_broken) as no_data

    from promises

    group by month, area

)

select * from counted
order by month asc, area asc
