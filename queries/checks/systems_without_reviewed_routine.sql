-- What:    Systems without a written routine, or with one whose review is overdue.
-- Grain:   one row
-- Roles:   dpo
-- Reads:   register.systems, register.routines, register.delivered_sources
-- Param:   as_of        date       the day that counts as today
-- Column:  expected     bigint     count  how many there may be
-- Column:  found        bigint     count  how many there are
-- Column:  population   bigint     count  how many were looked at
-- Column:  since_on     date       -      the earliest day that the found ones carry, null when none
-- Column:  example_ids  varchar[]  -      the first twenty found, by id
-- Column:  has_data     boolean    -      the source is there
-- Order:   one row

with

asked as (

    select $as_of::date as as_of

),

newest_routines as (

    select
        routines.system,
        max(routines.next_review_on) as next_review_on

    from register.routines as routines

    group by routines.system

),

looked_at as (

    select
        systems.system as thing_id,
        (
            newest_routines.next_review_on is null
            or newest_routines.next_review_on < asked.as_of
        ) as is_found,
        newest_routines.next_review_on + 1 as since_on

    from register.systems as systems

    left join newest_routines
        on systems.system = newest_routines.system

    cross join asked

),

counted as (

    select
        0::bigint as expected,
        count(*) filter (where looked_at.is_found) as found,
        count(*) as population,
        min(looked_at.since_on) filter (
            where looked_at.is_found and looked_at.since_on <= asked.as_of
        ) as since_on,
        coalesce(
            list_slice(
                list(distinct looked_at.thing_id order by looked_at.thing_id) filter (
                    where looked_at.is_found
                ),
                1, 20
            ),
            []
        ) as example_ids,
        exists (select 1 from register.routines)
        or exists (
            select 1
            from register.delivered_sources as delivered
            where delivered.source = 'routines'
        ) as has_data

    from looked_at

    cross join asked

)

select * from counted
order by found asc
