-- What:    How many promises of each area are kept and broken; no cases.
-- Grain:   one row per area
-- Roles:   dpo
-- Reads:   register.promise_results, policy.promises, journal.attestations
-- Param:   as_of           date     the day that counts as today
-- Column:  area            varchar  -         what the promises are about
-- Column:  promises        bigint   promises  in all
-- Column:  kept            bigint   promises  kept
-- Column:  broken          bigint   promises  broken
-- Column:  no_data         bigint   promises  without data
-- Column:  to_attest       bigint   promises  due for attestation
-- Column:  not_measurable  bigint   promises  with nothing to measure
-- Order:   area

with

valid_attestations as (

    select distinct attestations.promise_id

    from journal.attestations as attestations

    where $as_of::date between attestations.attested_on and attestations.valid_until

),

standing_promises as (

    select
        promises.area,
        case
            when promises.kind = 'stated' then 'not_measurable'
            when promises.kind = 'measured'
                then coalesce(promise_results.status, 'no_data')
            when valid_attestations.promise_id is not null then 'kept'
            else 'due_for_attestation'
        end as status

    from policy.promises_on($as_of) as promises

    left join register.promise_results($as_of) as promise_results
        on promises.promise_id = promise_results.promise_id

    left join valid_attestations
        on promises.promise_id = valid_attestations.promise_id

),

areas as (

    select
        area,
        count(*) as promises,
        count(*) filter (where status = 'kept') as kept,
        count(*) filter (where status = 'broken') as broken,
        count(*) filter (where status = 'no_data') as no_data,
        count(*) filter (where status = 'due_for_attestation') as to_attest,
        count(*) filter (where status = 'not_measurable') as not_measurable

    from standing_promises

    group by area

)

select * from areas
order by area asc
