-- What:    Web form fields that demand personal data.
-- Reads:   register.forms
-- Needs:   forms

select
    forms.form_id || '.' || forms.field_name as thing_id,
    forms.is_personal is not false and forms.is_mandatory is not false as is_found,
    null::date as since_on

from register.forms as forms
