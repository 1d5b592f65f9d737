-- What:    The proof of one promise: every result of its checks, newest first.
-- Grain:   one row per check and as-of day
-- Roles:   dpo
-- Reads:   register.check_results, policy.promises
-- Param:   as_of        date       the day that counts as today
-- Param:   promise_id   varchar    the promise
-- Column:  check_name   varchar    -      the check, a query of queries/checks/
-- Column:  as_of_on     date       -      the day it was asked for
-- Column:  is_newest    boolean    -      the newest result of the check
-- Column:  status       varchar    -      kept, broken or no_data
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there are, null without data
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Order:   check_name, as_of_on newest first

with

asked as (

    select
        $as_of::date as as_of,
        $promise_id::varchar as promise_id

),

promised_checks as (

    select unnest(promises.checks) as check_name

    from policy.promises_on($as_of) as promises

    inner join asked
        on promises.promise_id = asked.promise_id

),

proofs as (

    select
        check_results.check_name,
        check_results.as_of_on,
        row_number() over (
            partition by check_results.check_name
            order by check_results.as_of_on desc
        ) = 1 as is_newest,
        case
            when not check_results.has_data then 'no_data'
            when check_results.found > check_results.expected then 'broken'
            else 'kept'
        end as status,
        check_results.expected,
        case when check_results.has_data then check_results.found end as found,
        check_results.population,
        check_results.since_on,
        check_results.example_ids

    from register.check_results as check_results

    inner join promised_checks
        on check_results.check_name = promised_checks.check_name

    cross join asked

    where check_results.as_of_on <= asked.as_of

)

select * from proofs
order by check_name asc, as_of_on desc
