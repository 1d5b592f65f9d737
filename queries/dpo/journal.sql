-- What:    Who did what in the dashboard, and when; entries are never changed.
-- Grain:   one row per entry of the journal
-- Roles:   dpo
-- Reads:   journal.acts
-- Param:   month     date         first day of the month that is listed; null for all
-- Column:  number    bigint       -  number of the entry in the chain
-- Column:  done_at   timestamptz  -  when
-- Column:  entry     varchar      -  what was done
-- Column:  who       varchar      -  the name of who did it
-- Column:  how       varchar      -  signed in, at the command line, without sign-in or the program itself
-- Column:  identity  varchar      -  the provider's own unchanging id of the person
-- Column:  done_on   date         -  day in Europe/Stockholm
-- Column:  details   varchar      -  which, in the words of the entry
-- Column:  entry_kind  varchar   -  act, or view: a page or row opened, a sign-in
-- Order:   number, the newest first

with

asked as (select $month::date as month),

acts as (

    select
        number,
        done_at,
        kind as entry,
        who,
        how,
        identity,
        timezone('Europe/Stockholm', done_at)::date as done_on,
        details,
        if(kind in ('viewed', 'signed_in', 'seen'), 'view', 'act') as entry_kind

    from journal.acts

)

select acts.*
from acts
inner join asked
    on
        asked.month is null
        or date_trunc('month', acts.done_on) = date_trunc('month', asked.month)
order by acts.number desc
