-- What:    Columns of systems and exports, with what a scan counted in them.
-- Grain:   one column of a table
-- Roles:   import
-- Reads:   export.rows
-- Table:   fields
-- Header:  system, table_name, column_name, data_category, row_count, filled_count,
-- Header:  is_used, is_public, personnummer_hits, email_hits, phone_hits, ip_hits,
-- Header:  name_hits, sensitive_hits
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
-- Order:   system, table_name, column_name

with

typed_rows as (

    select
        nullif(entries.system, '') as system,
        nullif(entries.table_name, '') as table_name,
        nullif(entries.column_name, '') as column_name,
        nullif(entries.data_category, '') as data_category,
        try_cast(entries.row_count as bigint) as row_count,
        try_cast(entries.filled_count as bigint) as filled_count,
        try_cast(entries.is_used as boolean) as is_used,
        try_cast(entries.is_public as boolean) as is_public,
        try_cast(entries.personnummer_hits as bigint) as personnummer_hits,
        try_cast(entries.email_hits as bigint) as email_hits,
        try_cast(entries.phone_hits as bigint) as phone_hits,
        try_cast(entries.ip_hits as bigint) as ip_hits,
        try_cast(entries.name_hits as bigint) as name_hits,
        try_cast(entries.sensitive_hits as bigint) as sensitive_hits

    from export.rows as entries

)

select * from typed_rows
order by system asc, table_name asc, column_name asc
