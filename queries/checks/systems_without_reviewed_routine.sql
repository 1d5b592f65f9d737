-- What:    Systems without a written routine, or with one whose review is overdue.
-- Reads:   register.systems, register.routines
-- Needs:   register.routines, routines

with

newest_routines as (

    select
        routines.system,
        max(routines.next_review_on) as next_review_on

    from register.routines as routines

    group by routines.system

)

select
    systems.system as thing_id,
    (
        newest_routines.next_review_on is null
        or newest_routines.next_review_on < $as_of::date
    ) as is_found,
    newest_routines.next_review_on + 1 as since_on

from register.systems as systems

left join newest_routines
    on systems.system = newest_routines.system
