-- What:    The board of promises: each sentence of the policy and whether it is kept.
-- Grain:   one row per promise
-- Roles:   dpo
-- Reads:   register.promise_results, policy.promises, journal.attestations
-- Param:   as_of        date       the day that counts as today
-- Column:  promise_id   varchar    -      the promise
-- Column:  area         varchar    -      what it is about
-- Column:  quote        varchar    -      the policy's own words
-- Column:  gloss_sv     varchar    -      what it means
-- Column:  gloss_en     varchar    -      the same in English
-- Column:  kind         varchar    -      measured, attested or stated
-- Column:  status       varchar    -      kept, broken, no_data, due_for_attestation or not_measurable
-- Column:  found        bigint     count  what the checks found, null when nothing was measured
-- Column:  expected     bigint     count  how many there may be
-- Column:  population   bigint     count  how many were looked at
-- Column:  target       varchar    -      the target in words, or why nothing is measured
-- Column:  since_on     date       -      it has stood so since
-- Column:  measured_on  date       -      as-of day of the newest measure or attestation
-- Column:  valid_until  date       -      an attestation's last day
-- Column:  answers      varchar    -      who answers for it
-- Column:  remedy_sv    varchar    -      what to do when it is broken
-- Column:  remedy_en    varchar    -      the same in English
-- Column:  checks       varchar[]  -      the checks that measure it
-- Column:  citation     varchar    -      where the sentence stands
-- Column:  valid_from   date       -      since when it is promised
-- Order:   organisation's prefix and number of the promise
-- Changes: promises | promise_id

with

newest_attestations as (

    select
        attestations.promise_id,
        max(attestations.attested_on) as attested_on,
        max_by(attestations.valid_until, attestations.attested_on) as valid_until

    from journal.attestations as attestations

    where attestations.attested_on <= $as_of::date

    group by attestations.promise_id

),

board as (

    select
        promises.promise_id,
        promises.area,
        promises.quote,
        promises.gloss_sv,
        promises.gloss_en,
        promises.kind,
        case
            when promises.kind = 'stated' then 'not_measurable'
            when promises.kind = 'measured'
                then coalesce(promise_results.status, 'no_data')
            when newest_attestations.valid_until >= $as_of::date then 'kept'
            else 'due_for_attestation'
        end as status,
        promise_results.found,
        promise_results.expected,
        promise_results.population,
        promises.target,
        case
            when promises.kind = 'measured' then promise_results.since_on
            when newest_attestations.valid_until >= $as_of::date
                then newest_attestations.attested_on
            else newest_attestations.valid_until + 1
        end as since_on,
        coalesce(promise_results.measured_on, newest_attestations.attested_on)
            as measured_on,
        newest_attestations.valid_until,
        promises.answers,
        promises.remedy_sv,
        promises.remedy_en,
        coalesce(promises.checks, []) as checks,
        promises.citation,
        promises.valid_from

    from policy.promises_on($as_of) as promises

    left join register.promise_results($as_of) as promise_results
        on promises.promise_id = promise_results.promise_id

    left join newest_attestations
        on promises.promise_id = newest_attestations.promise_id

)

select * from board
order by len(promise_id) asc, promise_id asc
