-- What:    Manual archives: binders, boxes, shelves.
-- Grain:   one row per archive
-- Roles:   dpo
-- Reads:   imported.archives
-- Column:  archive_id       varchar    -     the archive's number
-- Column:  location         varchar    -     room and shelf
-- Column:  owner_id         varchar    -     who answers for it, by id
-- Column:  record_type      varchar    -     the kind of record in it
-- Column:  data_categories  varchar[]  -     what it holds, in the policy's words, separated by ;
-- Column:  from_year        integer    year  first year in it
-- Column:  to_year          integer    year  last year in it
-- Column:  due_on           date       -     due for gallring
-- Column:  bad_fields       varchar[]  -     dates that were filled with something else
-- Column:  exported_on      date       -     the export it stands in
-- Order:   archive_id

select
    archives.archive_id,
    archives.location,
    archives.owner_id,
    archives.record_type,
    archives.data_categories,
    archives.from_year,
    archives.to_year,
    archives.due_on,
    archives.bad_fields,
    archives.exported_on

from imported.archives as archives

order by archive_id asc
