-- What:    Telephones handed back whose call list was not cleared.
-- Reads:   register.devices
-- Needs:   devices

select
    devices.device_id as thing_id,
    devices.wiped_on is null as is_found,
    devices.returned_on as since_on

from register.devices as devices

where
    devices.returned_on <= $as_of::date
