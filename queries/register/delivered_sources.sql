-- What:    Sources of which at least one export could be read.
-- Grain:   one row per source
-- Roles:   dpo
-- Reads:   register.files
-- Column:  source       varchar  -  the source
-- Column:  exported_on  date     -  its newest export
-- Order:   source

select
    files.source,
    max(files.exported_on) as exported_on

from register.files as files

where files.refused is null

group by files.source

order by files.source asc
