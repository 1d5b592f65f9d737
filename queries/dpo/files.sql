-- What:    Every export taken in: what was accepted, rejected and repeated.
-- Grain:   one row per export
-- Roles:   dpo
-- Reads:   register.files
-- Column:  file         varchar      -     name of the file
-- Column:  source       varchar      -     where it comes from
-- Column:  format       varchar      -     how it was read
-- Column:  read         bigint       rows  accepted + rejected + duplicate
-- Column:  accepted     bigint       rows  counted
-- Column:  rejected     bigint       rows  not counted, each with a reason
-- Column:  duplicate    bigint       rows  already counted from another export
-- Column:  first_on     date         -     first day of the events in it
-- Column:  last_on      date         -     last day of the events in it
-- Column:  exported_on  date         -     day that the source delivered it
-- Column:  imported_at  timestamptz  -     instant of the import
-- Column:  refused      varchar      -     why the whole file was refused, null when it was not
-- Column:  file_id      varchar      -     fingerprint of the content
-- Order:   refused first, then newest import, then file
-- Changes: files | file_id

select
    file,
    source,
    format,
    read,
    accepted,
    rejected,
    duplicate,
    first_on,
    last_on,
    exported_on,
    imported_at,
    refused,
    file_id

from register.files

order by refused is null asc, imported_at desc, file asc, file_id asc
