-- What:    What the checks have found: where, how many, since when, and what to do.
-- Grain:   one row per check that found more than there may be; `unreadable_columns` is no check
-- Roles:   dpo
-- Reads:   register.check_results, policy.promises, register.unreadable_columns, register.files
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
-- Changes: findings | check_name

with

newest_results as (

    select check_results.*

    from register.check_results as check_results

    where check_results.as_of_on <= $as_of::date

    qualify
        row_number() over (
            partition by check_results.check_name
            order by check_results.as_of_on desc
        ) = 1

),

-- The first promise that names a check speaks for it.
findings as (

    select
        results.check_name,
        min_by(promises.area, promises.promise_id) as area,
        results.found,
        results.expected,
        results.population,
        results.since_on,
        results.as_of_on as measured_on,
        list(
            promises.promise_id order by len(promises.promise_id), promises.promise_id
        ) as promise_ids,
        min_by(promises.gloss_sv, promises.promise_id) as gloss_sv,
        min_by(promises.gloss_en, promises.promise_id) as gloss_en,
        min_by(promises.remedy_sv, promises.promise_id) as remedy_sv,
        min_by(promises.remedy_en, promises.promise_id) as remedy_en,
        min_by(promises.answers, promises.promise_id) as answers,
        results.example_ids

    from newest_results as results

    inner join policy.promises_on($as_of) as promises
        on list_contains(promises.checks, results.check_name)

    where results.has_data and results.found > results.expected

    group by all

),

frequent_columns as (

    select
        files.exported_on,
        concat(files.file, ': ', unreadable_columns.column_name) as column_id

    from register.unreadable_columns as unreadable_columns

    inner join register.files as files
        on unreadable_columns.file_id = files.file_id

    where
        unreadable_columns.is_newest
        and 10 * unreadable_columns.cells > unreadable_columns.rows
        and files.exported_on <= $as_of::date

),

-- No promise asks for it: what cannot be read answers no other question either.
unreadable_finding as (

    select
        'unreadable_columns' as check_name,
        'Underlag' as area,
        count(*) as found,
        0 as expected,
        count(*) as population,
        min(frequent_columns.exported_on) as since_on,
        any_value($as_of::date) as measured_on,
        []::varchar[] as promise_ids,
        'Kolumner som inte går att läsa i mer än var tionde rad' as gloss_sv,
        'Columns that cannot be read in more than one row of ten' as gloss_en,
        'Exportera om med dagar som 2026-11-23, ja eller nej och antal i siffror; '
        || 'sidan Exporter visar hur många celler det gäller.' as remedy_sv,
        'Export again with days as 2026-11-23, ja or nej, and counts in digits; '
        || 'the page Exports shows how many cells there are.' as remedy_en,
        null::varchar as answers,
        list_slice(
            list(frequent_columns.column_id order by frequent_columns.column_id), 1, 20
        ) as example_ids

    from frequent_columns

    having count(*) > 0

),

all_findings as (

    select * from findings
    union all
    select * from unreadable_finding

)

select * from all_findings
order by found desc, check_name asc
