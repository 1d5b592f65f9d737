-- What:    Requests answered in time and promises kept, month by month for a year.
-- Grain:   one row per month, the last twelve
-- Roles:   dpo
-- Reads:   register.deadlines, register.check_results, policy.promises
-- Param:   as_of     date     the day that counts as today
-- Column:  month     date     -         first day of the month
-- Column:  answered  bigint   requests  answered in the month that had a last day
-- Column:  in_time   bigint   requests  of them, in time
-- Column:  measured  bigint   promises  measured in the month, by the last result of each check
-- Column:  kept      bigint   promises  of them, kept
-- Order:   month

with

months as (

    select (date_trunc('month', $as_of::date) - to_months(numbers.back))::date as month
    from (select unnest(range(12)) as back) as numbers

),

answers as (

    select
        date_trunc('month', closed_on)::date as month,
        count(*) as answered,
        count(*) filter (where status = 'Besvarad i tid') as in_time

    from register.deadlines($as_of)

    where status in ('Besvarad i tid', 'Besvarad för sent')

    group by all

),

-- A month in which nothing was measured says nothing.
results as (

    select
        check_name,
        date_trunc('month', as_of_on)::date as month,
        max_by(found > expected, as_of_on) as is_broken

    from register.check_results

    where as_of_on <= $as_of::date and has_data

    group by all

),

promises as (

    select
        results.month,
        promises.promise_id,
        bool_or(results.is_broken) as is_broken

    from policy.promises_on($as_of) as promises

    inner join results
        on list_contains(promises.checks, results.check_name)

    group by all

),

last_year as (

    select
        months.month,
        coalesce(any_value(answers.answered), 0) as answered,
        coalesce(any_value(answers.in_time), 0) as in_time,
        count(promises.promise_id) as measured,
        count(promises.promise_id) filter (where not promises.is_broken) as kept

    from months

    left join answers
        on months.month = answers.month

    left join promises
        on months.month = promises.month

    group by months.month

)

select * from last_year
order by month asc
