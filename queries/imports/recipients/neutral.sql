-- What:    Those who receive personal data.
-- Grain:   one recipient and data source
-- Roles:   import
-- Reads:   export.rows
-- Table:   recipients
-- Header:  recipient, recipient_type, country, data_source, transfer_mechanism,
-- Header:  tia_on
-- Column:  recipient           varchar    -  the recipient
-- Column:  recipient_type      varchar    -  authority, insurer, partner, group ...
-- Column:  country             varchar    -  two letters
-- Column:  data_source         varchar    -  the system or tool that the data come from
-- Column:  transfer_mechanism  varchar    -  what a transfer to a third country rests on
-- Column:  tia_on              date       -  the transfer was assessed
-- Column:  bad_fields          varchar[]  -  dates that were filled with something else
-- Order:   recipient, data_source

with

typed_rows as (

    select
        nullif(entries.recipient, '') as recipient,
        nullif(entries.recipient_type, '') as recipient_type,
        nullif(entries.country, '') as country,
        nullif(entries.data_source, '') as data_source,
        nullif(entries.transfer_mechanism, '') as transfer_mechanism,
        try_cast(entries.tia_on as date) as tia_on,
        list_filter(
            [
                case
                    when
                        entries.tia_on <> ''
                        and try_cast(entries.tia_on as date) is null
                        then 'tia_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by recipient asc, data_source asc
