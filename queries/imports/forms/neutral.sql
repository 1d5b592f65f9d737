-- What:    Fields of the web forms, and how many fill them.
-- Grain:   one field of one form
-- Roles:   import
-- Reads:   export.rows
-- Table:   forms
-- Header:  form_id, field_name, is_personal, is_mandatory, submission_count,
-- Header:  filled_count
-- Column:  form_id           varchar  -      the form
-- Column:  field_name        varchar  -      the field
-- Column:  is_personal       boolean  -      it asks for personal data
-- Column:  is_mandatory      boolean  -      it must be filled
-- Column:  submission_count  bigint   count  forms sent in
-- Column:  filled_count      bigint   count  of them with the field filled
-- Order:   form_id, field_name

with

typed_rows as (

    select
        nullif(entries.form_id, '') as form_id,
        nullif(entries.field_name, '') as field_name,
        try_cast(entries.is_personal as boolean) as is_personal,
        try_cast(entries.is_mandatory as boolean) as is_mandatory,
        try_cast(entries.submission_count as bigint) as submission_count,
        try_cast(entries.filled_count as bigint) as filled_count

    from export.rows as entries

)

select * from typed_rows
order by form_id asc, field_name asc
