-- What:    Fields of the web forms, and how many fill them.
-- Grain:   one row per field of one form
-- Roles:   dpo
-- Reads:   imported.forms
-- Column:  form_id           varchar  -      the form
-- Column:  field_name        varchar  -      the field
-- Column:  is_personal       boolean  -      it asks for personal data
-- Column:  is_mandatory      boolean  -      it must be filled
-- Column:  submission_count  bigint   count  forms sent in
-- Column:  filled_count      bigint   count  of them with the field filled
-- Column:  exported_on       date     -      the export it stands in
-- Order:   form_id, field_name

select
    forms.form_id,
    forms.field_name,
    forms.is_personal,
    forms.is_mandatory,
    forms.submission_count,
    forms.filled_count,
    forms.exported_on

from imported.forms as forms

order by form_id asc, field_name asc
