-- What:    Views by a company that is not the person's confirmed employer.
-- Reads:   register.views
-- Needs:   views
-- Param:   view  varchar  the kind of view

select
    views.view_id as thing_id,
    views.is_employer_confirmed is not true as is_found,
    views.viewed_on as since_on

from register.views as views

where lower(views.view_type) = $view
