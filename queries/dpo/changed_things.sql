-- What:    What differs in a list from how it stood after an earlier import.
-- Grain:   one row per thing that is new, worse, better or no longer listed
-- Roles:   dpo
-- Reads:   dpo.thing_states, register.earlier_states
-- Param:   as_of     date     the day that counts as today
-- Param:   list      varchar  requests, incidents, records, holds, promises, findings, systems or files; null for all
-- Param:   since     date     compared with the newest import of this day or before it
-- Param:   kept_on   date     newest day of which it is kept how things stood
-- Column:  list      varchar  -  requests, incidents, records, holds, promises, findings, systems or files
-- Column:  thing_id  varchar  -  its key; the parts of a key of several have chr(31) between them
-- Column:  change    varchar  -  rule where another rule made it so, else new, worse or better
-- Column:  before    varchar  -  how it stood then; null when it was not listed
-- Column:  now       varchar  -  how it stands now; null when it is not listed
-- Order:   what is worse first, then list and thing_id

with

-- The states of records and requests follow from the build and the day. On the day of
-- the build, that of the newest that are kept, what has no later entry is as it was.
levels_then as (

    select
        hash(list, thing_id) as thing,
        arg_max_null(level, as_of_on) as level

    from register.earlier_states

    where
        coalesce(list = $list::varchar, true)
        and as_of_on <= $since::date
        and (
            $as_of::date is distinct from $kept_on::date
            or list not in ('records', 'requests')
        )

    group by thing

    having arg_max_null(level, as_of_on) is not null

),

levels_now as (

    select
        hash(list, thing_id) as thing,
        level,
        is_listed

    from dpo.thing_states

    where
        coalesce(list = $list::varchar, true)
        and (
            $as_of::date is distinct from $kept_on::date
            or list not in ('records', 'requests')
        )

),

-- The things that may differ are few. They are found by hash and level alone: to hold
-- what a million are called and how each stands takes three times the memory.
differing as (

    select distinct coalesce(levels_then.thing, levels_now.thing) as thing

    from levels_now

    full join levels_then on levels_now.thing = levels_then.thing

    where
        case
            when levels_then.thing is null then levels_now.is_listed
            else
                not coalesce(levels_now.is_listed, false)
                or levels_now.level <> levels_then.level
        end

    union all

    select hash(list, thing_id) as thing
    from register.earlier_states
    where as_of_on > $since::date and coalesce(list = $list::varchar, true)

),

listed_then as (

    select
        list,
        thing_id,
        arg_max_null(state, as_of_on) as state,
        arg_max_null(level, as_of_on) as level

    from register.earlier_states

    where
        as_of_on <= $since::date
        and hash(list, thing_id) in (select differing.thing from differing)

    group by list, thing_id

    having arg_max_null(state, as_of_on) is not null

),

states_now as (

    select
        list,
        thing_id,
        state,
        level,
        is_listed,
        rule_on > $since::date as is_by_rule

    from dpo.thing_states

    where
        coalesce(list = $list::varchar, true)
        and hash(list, thing_id) in (select differing.thing from differing)

    qualify row_number() over (partition by list, thing_id order by level desc) = 1

),

changes as (

    select
        coalesce(states_now.list, listed_then.list) as list,
        coalesce(states_now.thing_id, listed_then.thing_id) as thing_id,
        case
            when states_now.is_by_rule then 'rule'
            when listed_then.thing_id is null then 'new'
            when not coalesce(states_now.is_listed, false) then 'better'
            when states_now.level > listed_then.level then 'worse'
            else 'better'
        end as change,
        listed_then.state as before,
        if(states_now.is_listed, states_now.state, null) as now,
        states_now.level

    from states_now

    full join listed_then
        on
            states_now.list = listed_then.list
            and states_now.thing_id = listed_then.thing_id

    where
        case
            when listed_then.thing_id is null then states_now.is_listed
            when not coalesce(states_now.is_listed, false) then true
            else states_now.level <> listed_then.level
        end

)

select * exclude (level) from changes
order by level desc nulls last, list asc, thing_id asc
