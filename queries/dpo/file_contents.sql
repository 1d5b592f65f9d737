-- What:    What each export says, and how it stands to the one before it of its series.
-- Grain:   one row per export that was taken in
-- Roles:   dpo
-- Reads:   register.file_contents, register.files
-- Column:  file             varchar  -     name of the file
-- Column:  source           varchar  -     where it comes from
-- Column:  first_on         date     -     first day of the events in it
-- Column:  last_on          date     -     last day of the events in it
-- Column:  rows             bigint   rows  that the file holds; rejected ones are left out
-- Column:  rows_before      bigint   rows  of the export before it; null when there is none
-- Column:  ids_new          bigint   rows  whose id is new; null when ids are not compared
-- Column:  ids_gone         bigint   rows  whose id was there before and is gone
-- Column:  columns_new      varchar  -     columns that the export before it did not have
-- Column:  columns_gone     varchar  -     columns that it no longer has
-- Column:  columns_lacking  varchar  -     columns of its format that it lacks, the first twelve
-- Column:  answered         bigint   rows  that are answered; null where nothing is to be answered
-- Column:  unanswered       bigint   rows  that are not
-- Column:  unknown_outcome  bigint   rows  that do not say
-- Column:  statuses         varchar  -     lines of a web log by class of status
-- Column:  unknown_words    bigint   rows  with a word that no policy explains
-- Column:  exported_on      date     -     day that the source delivered it
-- Order:   newest exports first, then file

select
    files.file,
    files.source,
    files.first_on,
    files.last_on,
    file_contents.rows,
    file_contents.rows_before,
    file_contents.ids_new,
    file_contents.ids_gone,
    file_contents.columns_new,
    file_contents.columns_gone,
    file_contents.columns_lacking,
    file_contents.answered,
    file_contents.unanswered,
    file_contents.unknown_outcome,
    file_contents.statuses,
    file_contents.unknown_words,
    files.exported_on

from register.file_contents as file_contents

inner join register.files as files
    on file_contents.file_id = files.file_id

order by files.exported_on desc, files.file asc, files.file_id asc
