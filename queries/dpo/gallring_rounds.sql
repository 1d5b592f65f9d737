-- What:    Gallring rounds: which step each has come to, and who approved it.
-- Grain:   one row per round
-- Roles:   dpo
-- Reads:   journal.rounds
-- Column:  round_id       varchar      -        number of the round
-- Column:  status         varchar      -        startad, godkänd, utlämnad, avslutad or avbruten
-- Column:  system         varchar      -        the system that holds the records
-- Column:  rule_id        varchar      -        the rule, or rules, that decide
-- Column:  listed         bigint       records  in the list, a series counted as one
-- Column:  method         varchar      -        radering, anonymisering or förstöring
-- Column:  started_at     timestamptz  -        when it was started
-- Column:  approved_at    timestamptz  -        when it was approved
-- Column:  approved_by    varchar      -        who signed for it
-- Column:  downloaded_at  timestamptz  -        when the deletion list was last fetched
-- Column:  closed_at      timestamptz  -        when it was proven, or called off
-- Order:   started_at, the newest first, then round_id

select
    round_id,
    status,
    system,
    rule_id,
    listed,
    method,
    started_at,
    approved_at,
    approved_by,
    downloaded_at,
    closed_at

from journal.rounds

order by started_at desc, round_id asc
