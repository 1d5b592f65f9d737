-- What:    Looks at full records by companies.
-- Grain:   one row per look
-- Roles:   dpo
-- Reads:   imported.views
-- Column:  view_id                varchar    -  the look
-- Column:  viewed_on              date       -  when
-- Column:  view_type              varchar    -  full or lookup
-- Column:  viewer_company_id      varchar    -  the company that looked
-- Column:  is_employer_confirmed  boolean    -  it is the person's confirmed employer
-- Column:  has_agreement          boolean    -  it has an agreement
-- Column:  is_logged_in           boolean    -  it was logged in
-- Column:  bad_fields             varchar[]  -  dates that were filled with something else
-- Column:  exported_on            date       -  the export it stands in
-- Order:   view_id

select
    views.view_id,
    views.viewed_on,
    views.view_type,
    views.viewer_company_id,
    views.is_employer_confirmed,
    views.has_agreement,
    views.is_logged_in,
    views.bad_fields,
    views.exported_on

from imported.views as views

order by view_id asc
