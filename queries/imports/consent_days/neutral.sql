-- What:    Consents to use the public register, counted a day.
-- Grain:   one day
-- Roles:   import
-- Reads:   export.rows
-- Table:   consent_days
-- Header:  day_on, consent_count, refusal_count, withdrawal_count, server_side_count,
-- Header:  search_count, unconsented_count
-- Column:  day_on             date       -      the day
-- Column:  consent_count      bigint     count  consents given
-- Column:  refusal_count      bigint     count  refused
-- Column:  withdrawal_count   bigint     count  withdrawn
-- Column:  server_side_count  bigint     count  consents stored on the server
-- Column:  search_count       bigint     count  searches made
-- Column:  unconsented_count  bigint     count  searches made without a consent
-- Column:  bad_fields         varchar[]  -      dates that were filled with something else
-- Order:   day_on

with

typed_rows as (

    select
        try_cast(entries.day_on as date) as day_on,
        try_cast(entries.consent_count as bigint) as consent_count,
        try_cast(entries.refusal_count as bigint) as refusal_count,
        try_cast(entries.withdrawal_count as bigint) as withdrawal_count,
        try_cast(entries.server_side_count as bigint) as server_side_count,
        try_cast(entries.search_count as bigint) as search_count,
        try_cast(entries.unconsented_count as bigint) as unconsented_count,
        list_filter(
            [
                case
                    when
                        entries.day_on <> ''
                        and try_cast(entries.day_on as date) is null
                        then 'day_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by day_on asc
