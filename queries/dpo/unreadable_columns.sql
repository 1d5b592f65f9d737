-- What:    Columns with cells that cannot be read: unknown, not guessed; never what stood there.
-- Grain:   one row per export and column
-- Roles:   dpo
-- Reads:   register.unreadable_columns, register.files
-- Column:  file         varchar  -      name of the file
-- Column:  source       varchar  -      where it comes from
-- Column:  column_name  varchar  -      our column
-- Column:  cells        bigint   cells  that cannot be read
-- Column:  rows         bigint   rows   of the file
-- Column:  is_frequent  boolean  -      more than one row in ten
-- Column:  is_newest    boolean  -      no later export replaces the file
-- Column:  exported_on  date     -      day that the source delivered it
-- Order:   newest exports first, then most cells, then file, column_name

select
    files.file,
    unreadable_columns.source,
    unreadable_columns.column_name,
    unreadable_columns.cells,
    unreadable_columns.rows,
    10 * unreadable_columns.cells > unreadable_columns.rows as is_frequent,
    unreadable_columns.is_newest,
    files.exported_on

from register.unreadable_columns as unreadable_columns

inner join register.files as files
    on unreadable_columns.file_id = files.file_id

order by
    unreadable_columns.is_newest desc,
    unreadable_columns.cells desc,
    files.file asc,
    unreadable_columns.column_name asc,
    files.exported_on asc
