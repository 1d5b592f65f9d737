-- What:    Where records came from.
-- Grain:   one record
-- Roles:   import
-- Reads:   export.rows
-- Table:   origins
-- Header:  record_id, origin, obtained_on, art14_notice_on
-- Column:  record_id        varchar    -  the record
-- Column:  origin           varchar    -  individual, representative, employer, public, authority, log, cookie
-- Column:  obtained_on      date       -  when
-- Column:  art14_notice_on  date       -  the person was told (GDPR art. 14)
-- Column:  bad_fields       varchar[]  -  dates that were filled with something else
-- Order:   record_id

with

typed_rows as (

    select
        nullif(entries.record_id, '') as record_id,
        nullif(entries.origin, '') as origin,
        try_cast(entries.obtained_on as date) as obtained_on,
        try_cast(entries.art14_notice_on as date) as art14_notice_on,
        list_filter(
            [
                case
                    when
                        entries.obtained_on <> ''
                        and try_cast(entries.obtained_on as date) is null
                        then 'obtained_on'
                end,
                case
                    when
                        entries.art14_notice_on <> ''
                        and try_cast(entries.art14_notice_on as date) is null
                        then 'art14_notice_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by record_id asc
