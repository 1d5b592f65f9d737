-- What:    Rejected lines, by file, line and reason; never what stood there.
-- Grain:   one row per rejected line, the first thousand of each file
-- Roles:   dpo
-- Reads:   register.rejects, register.files
-- Column:  file    varchar  -  name of the file
-- Column:  line    bigint   -  number of the line in the file
-- Column:  reason  varchar  -  why it was rejected
-- Order:   file, line

select
    files.file,
    rejects.line,
    rejects.reason

from register.rejects as rejects

inner join register.files as files
    on rejects.file_id = files.file_id

order by files.file asc, rejects.line asc
