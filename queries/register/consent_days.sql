-- What:    Consents to use the public register, counted a day.
-- Grain:   one row per day
-- Roles:   dpo
-- Reads:   imported.consent_days
-- Column:  day_on             date       -      the day
-- Column:  consent_count      bigint     count  consents given
-- Column:  refusal_count      bigint     count  refused
-- Column:  withdrawal_count   bigint     count  withdrawn
-- Column:  server_side_count  bigint     count  consents stored on the server
-- Column:  search_count       bigint     count  searches made
-- Column:  unconsented_count  bigint     count  searches made without a consent
-- Column:  bad_fields         varchar[]  -      dates that were filled with something else
-- Column:  exported_on        date       -      the export it stands in
-- Order:   day_on

select
    consent_days.day_on,
    consent_days.consent_count,
    consent_days.refusal_count,
    consent_days.withdrawal_count,
    consent_days.server_side_count,
    consent_days.search_count,
    consent_days.unconsented_count,
    consent_days.bad_fields,
    consent_days.exported_on

from imported.consent_days as consent_days

order by day_on asc
