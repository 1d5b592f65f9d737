-- What:    Columns of systems and exports, with what a scan counted in them.
-- Grain:   one row per column of a table
-- Roles:   dpo
-- Reads:   imported.fields
-- Column:  system             varchar  -      the system or export
-- Column:  table_name         varchar  -      the table or file
-- Column:  column_name        varchar  -      the column
-- Column:  data_category      varchar  -      what it holds, in the policy's words
-- Column:  row_count          bigint   count  rows in the table
-- Column:  filled_count       bigint   count  rows where it is filled
-- Column:  is_used            boolean  -      someone or something reads it
-- Column:  is_public          boolean  -      anyone can see it
-- Column:  personnummer_hits  bigint   count  rows holding a personnummer
-- Column:  email_hits         bigint   count  rows holding an e-mail address
-- Column:  phone_hits         bigint   count  rows holding a telephone number
-- Column:  ip_hits            bigint   count  rows holding an IP address
-- Column:  name_hits          bigint   count  rows holding a person's name
-- Column:  sensitive_hits     bigint   count  rows holding words of sensitive data
-- Column:  exported_on        date     -      the export it stands in
-- Order:   system, table_name, column_name

select
    fields.system,
    fields.table_name,
    fields.column_name,
    fields.data_category,
    fields.row_count,
    fields.filled_count,
    fields.is_used,
    fields.is_public,
    fields.personnummer_hits,
    fields.email_hits,
    fields.phone_hits,
    fields.ip_hits,
    fields.name_hits,
    fields.sensitive_hits,
    fields.exported_on

from imported.fields as fields

order by system asc, table_name asc, column_name asc
