-- What:    Persons gone from one system and left in another, though nothing holds the
-- What:    data.
-- Reads:   register.persons
-- Needs:   persons

with

ended_persons as (

    select
        persons.person_key,
        count(*) as system_count,
        bool_and(coalesce(persons.agreement_end_on < $as_of::date, false)) as has_ended,
        bool_or(persons.has_hold is true) as has_hold,
        max(persons.agreement_end_on) as ended_on

    from register.persons as persons

    group by persons.person_key

)

select
    ended_persons.person_key as thing_id,
    (
        ended_persons.system_count > 1
        and ended_persons.has_ended
        and not ended_persons.has_hold
    ) as is_found,
    ended_persons.ended_on + 1 as since_on

from ended_persons
