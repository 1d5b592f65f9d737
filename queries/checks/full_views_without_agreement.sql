-- What:    Full records seen without an agreement or without signing in.
-- Reads:   register.views
-- Needs:   views

select
    views.view_id as thing_id,
    views.has_agreement is not true or views.is_logged_in is not true as is_found,
    views.viewed_on as since_on

from register.views as views

where
    lower(views.view_type) = 'full'
