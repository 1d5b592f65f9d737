-- What:    Who changed what of the policy in the dashboard, and when.
-- Grain:   one row per entry of the journal about the policy
-- Roles:   dpo
-- Reads:   journal.policy_acts
-- Column:  number    bigint       -  number of the entry in the chain
-- Column:  done_at   timestamptz  -  when
-- Column:  entry     varchar      -  what was done
-- Column:  who       varchar      -  the name of who did it
-- Column:  details   varchar      -  which, in the words of the entry
-- Order:   number, the newest first

select
    number,
    done_at,
    kind as entry,
    who,
    details

from journal.policy_acts

order by number desc
