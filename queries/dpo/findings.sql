-- What:    What the checks have found: where, how many, since when, and what to do.
-- Grain:   one row per check that found more than there may be
-- Roles:   dpo
-- Reads:   register.check_results, policy.promises
-- Param:   as_of        date       the day that counts as today
-- Column:  check_name   varchar    -      the check, a query of queries/checks/
-- Column:  area         varchar    -      what its promises are about
-- Column:  found        bigint     count  how many there are
-- Column:  expected     bigint     count  how many there may be
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry
-- Column:  measured_on  date       -      the day it was asked for
-- Column:  promise_ids  varchar[]  -      the promises that it breaks
-- Column:  gloss_sv     varchar    -      what the first of them means
-- Column:  gloss_en     varchar    -      the same in English
-- Column:  remedy_sv    varchar    -      what to do
-- Column:  remedy_en    varchar    -      the same in English
-- Column:  answers      varchar    -      who answers for it
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Order:   found, most first, then check_name

with

asked as (

    select $as_of::date as as_of

),

promises_in_force as (

    select * from policy.promises_on($as_of)

),

newest_results as (

    select check_results.*

    from register.check_results as check_results

    cross join asked

    where check_results.as_of_on <= asked.as_of

    qualify
        row_number() over (
            partition by check_results.check_name
            order by check_results.as_of_on desc
        ) = 1

),

checked_promises as (

    select
        promises.promise_id,
        promises.area,
        promises.gloss_sv,
        promises.gloss_en,
        promises.remedy_sv,
        promises.remedy_en,
        promises.answers,
        unnest(promises.checks) as check_name

    from promises_in_force as promises

),

promises_by_check as (

    select
        check_name,
        list(promise_id order by len(promise_id), promise_id) as promise_ids,
        min_by(area, promise_id) as area,
        min_by(gloss_sv, promise_id) as gloss_sv,
        min_by(gloss_en, promise_id) as gloss_en,
        min_by(remedy_sv, promise_id) as remedy_sv,
        min_by(remedy_en, promise_id) as remedy_en,
        min_by(answers, promise_id) as answers

    from checked_promises

    group by check_name

),

findings as (

    select
        newest_results.check_name,
        promises_by_check.area,
        newest_results.found,
        newest_results.expected,
        newest_results.population,
        newest_results.since_on,
        newest_results.as_of_on as measured_on,
        promises_by_check.promise_ids,
        promises_by_check.gloss_sv,
        promises_by_check.gloss_en,
        promises_by_check.remedy_sv,
        promises_by_check.remedy_en,
        promises_by_check.answers,
        newest_results.example_ids

    from newest_results

    inner join promises_by_check
        on newest_results.check_name = promises_by_check.check_name

    where newest_results.has_data and newest_results.found > newest_results.expected

)

select * from findings
order by found desc, check_name asc
