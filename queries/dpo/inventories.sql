-- What:    Which file stands for which system and kind of record, or list, and which it replaced.
-- Grain:   one row per file, system and kind
-- Roles:   dpo
-- Reads:   register.inventories
-- Column:  list_name        varchar      -     the list that the file is: records, accounts, ...
-- Column:  system           varchar      -     the system; null for a list that names none
-- Column:  record_type      varchar      -     kind of record; null for other lists
-- Column:  exported_on      date         -     day it was made
-- Column:  file             varchar      -     name of the file
-- Column:  records          bigint       rows  that the file holds of them
-- Column:  inventory_state  varchar      -     Gäller, Ersatt, Upprepad, Väntar på ja or Förbigången
-- Column:  imported_at      timestamptz  -     instant of the import
-- Order:   list_name, system, record_type, exported_on from the newest, file

select
    register as list_name,
    -- What stands for the system of such a list is its folder and name (series_of).
    if(
        ends_with(system, '/' || regexp_replace(file, '[0-9]+', '#', 'g')), null, system
    ) as system,
    nullif(record_type, '') as record_type,
    exported_on,
    file,
    records,
    standing as inventory_state,
    imported_at

from register.inventories

order by
    list_name asc, system asc, record_type asc, exported_on desc, file asc
