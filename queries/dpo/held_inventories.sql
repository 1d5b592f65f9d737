-- What:    Inventories that would let over a third of a system's records vanish or stand twice.
-- Grain:   one row per system and day
-- Roles:   dpo
-- Reads:   register.held_inventories
-- Column:  system          varchar    -        the system
-- Column:  exported_on     date       -        day the inventory was made
-- Column:  files           varchar    -        names of its files
-- Column:  records_before  bigint     records  that stand now
-- Column:  records_after   bigint     records  that would stand with it
-- Column:  vanished        bigint     records  that would vanish though no approved round lists them
-- Column:  doubled         bigint     records  that would stand under two kinds
-- Column:  file_ids        varchar[]  -        fingerprints of its files, sorted
-- Order:   system, exported_on

select
    system,
    exported_on,
    files,
    records_before,
    records_after,
    vanished,
    doubled,
    file_ids

from register.held_inventories

order by system asc, exported_on asc
