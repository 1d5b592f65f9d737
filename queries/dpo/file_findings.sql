-- What:    What stands out about exports, and what to do about it.
-- Grain:   one row per export and finding
-- Roles:   dpo
-- Reads:   register.file_findings, register.files
-- Column:  file         varchar  -     name of the file
-- Column:  source       varchar  -     where it comes from
-- Column:  finding      varchar  -     what stands out
-- Column:  found        bigint   -     rows, days of a gap, or the line
-- Column:  expected     bigint   rows  of the export before it, where it shrank
-- Column:  detail       varchar  -     days, months, or whose limit it is
-- Column:  remedy       varchar  -     what to do
-- Column:  exported_on  date     -     day that the source delivered it
-- Order:   newest exports first, then file, finding, detail

select
    files.file,
    files.source,
    file_findings.finding,
    file_findings.found,
    file_findings.expected,
    file_findings.detail,
    'mend_' || file_findings.finding as remedy,
    files.exported_on

from register.file_findings as file_findings

inner join register.files as files
    on file_findings.file_id = files.file_id

order by
    files.exported_on desc, files.file asc,
    file_findings.finding asc, file_findings.detail asc, files.file_id asc
