-- What:    How many promises of each area are kept and broken; no cases.
-- Grain:   one row per area
-- Roles:   dpo
-- Reads:   dpo.promises
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

areas as (

    select
        area,
        count(*) as promises,
        count(*) filter (where status = 'kept') as kept,
        count(*) filter (where status = 'broken') as broken,
        count(*) filter (where status = 'no_data') as no_data,
        count(*) filter (where status = 'due_for_attestation') as to_attest,
        count(*) filter (where status = 'not_measurable') as not_measurable

    from dpo.promises

    group by area

)

select * from areas
order by area asc
