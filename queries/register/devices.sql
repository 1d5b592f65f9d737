-- What:    Telephones handed out to staff.
-- Grain:   one row per device
-- Roles:   dpo
-- Reads:   imported.devices
-- Column:  device_id    varchar    -  the device
-- Column:  returned_on  date       -  handed back
-- Column:  wiped_on     date       -  its call list was cleared
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Column:  exported_on  date       -  the export it stands in
-- Order:   device_id

select
    devices.device_id,
    devices.returned_on,
    devices.wiped_on,
    devices.bad_fields,
    devices.exported_on

from imported.devices as devices

order by device_id asc
