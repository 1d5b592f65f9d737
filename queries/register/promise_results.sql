-- What:    How each measured promise stands by its checks, and since when.
-- Grain:   one row per measured promise
-- Roles:   dpo
-- Reads:   register.check_results, register.governing_rules, policy.promises, policy.retention_rules
-- Param:   as_of        date     the day that counts as today
-- Column:  promise_id   varchar  -      the promise
-- Column:  status       varchar  -      broken when one check is, else no_data when one has none or its own rule governs nothing, else kept
-- Column:  expected     bigint   count  how many there may be, over its checks
-- Column:  found        bigint   count  how many there are, null without data
-- Column:  population   bigint   count  how many were looked at
-- Column:  since_on     date     -      it has stood so since, as the data or the builds say
-- Column:  measured_on  date     -      as_of of the newest result
-- Order:   promise_id

with

known_results as (

    select
        check_results.check_name,
        check_results.as_of_on,
        check_results.expected,
        check_results.found,
        check_results.population,
        check_results.since_on,
        case
            when not check_results.has_data then 'no_data'
            when check_results.found > check_results.expected then 'broken'
            else 'kept'
        end as status

    from register.check_results as check_results

    where check_results.as_of_on <= $as_of::date

),

newest_results as (

    select *
    from known_results
    qualify row_number() over (partition by check_name order by as_of_on desc) = 1

),

-- The first result after the last one that said something else.
unbroken_results as (

    select
        newest_results.check_name,
        min(known_results.as_of_on) as stood_since_on

    from newest_results

    inner join known_results
        on newest_results.check_name = known_results.check_name

    where
        known_results.as_of_on > coalesce(
            (
                select max(other_results.as_of_on)
                from known_results as other_results
                where
                    other_results.check_name = newest_results.check_name
                    and other_results.status <> newest_results.status
            ),
            '-infinity'
        )

    group by newest_results.check_name

),

-- A promise is measured by no other's records: its own rule must govern some.
idle_promises as (

    select rule_id as promise_id
    from policy.retention_rules

    except

    select rule_id as promise_id
    from register.governing_rules

),

promised_checks as (

    select
        promises.promise_id,
        unnest(promises.checks) as check_name

    from policy.promises_on($as_of) as promises

    where promises.kind = 'measured'

),

standing_checks as (

    select
        promised_checks.promise_id,
        case
            when idle_promises.promise_id is null
                then coalesce(newest_results.status, 'no_data')
            else 'no_data'
        end as status,
        newest_results.expected,
        newest_results.found,
        newest_results.population,
        newest_results.as_of_on,
        case
            when newest_results.status = 'broken'
                then least(newest_results.since_on, unbroken_results.stood_since_on)
            else unbroken_results.stood_since_on
        end as stood_since_on

    from promised_checks

    left join newest_results
        on promised_checks.check_name = newest_results.check_name

    left join unbroken_results
        on promised_checks.check_name = unbroken_results.check_name

    left join idle_promises
        on promised_checks.promise_id = idle_promises.promise_id

),

promise_results as (

    select
        promise_id,
        case
            when bool_or(status = 'broken') then 'broken'
            when bool_or(status = 'no_data') then 'no_data'
            else 'kept'
        end as status,
        sum(expected) filter (where status <> 'no_data')::bigint as expected,
        sum(found) filter (where status <> 'no_data')::bigint as found,
        sum(population) filter (where status <> 'no_data')::bigint as population,
        case
            when bool_or(status = 'broken')
                then min(stood_since_on) filter (where status = 'broken')
            when bool_or(status = 'no_data')
                then min(stood_since_on) filter (where status = 'no_data')
            else max(stood_since_on)
        end as since_on,
        max(as_of_on) as measured_on

    from standing_checks

    group by promise_id

)

select * from promise_results
order by promise_id asc
