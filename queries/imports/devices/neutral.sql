-- What:    Telephones handed out to staff.
-- Grain:   one device
-- Roles:   import
-- Reads:   export.rows
-- Table:   devices
-- Header:  device_id, returned_on, wiped_on
-- Column:  device_id    varchar    -  the device
-- Column:  returned_on  date       -  handed back
-- Column:  wiped_on     date       -  its call list was cleared
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Order:   device_id

with

typed_rows as (

    select
        nullif(entries.device_id, '') as device_id,
        try_cast(entries.returned_on as date) as returned_on,
        try_cast(entries.wiped_on as date) as wiped_on,
        list_filter(
            [
                case
                    when
                        entries.returned_on <> ''
                        and try_cast(entries.returned_on as date) is null
                        then 'returned_on'
                end,
                case
                    when
                        entries.wiped_on <> ''
                        and try_cast(entries.wiped_on as date) is null
                        then 'wiped_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by device_id asc
