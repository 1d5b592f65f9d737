-- What:    Those who receive personal data.
-- Grain:   one row per recipient and data source
-- Roles:   dpo
-- Reads:   imported.recipients
-- Column:  recipient           varchar    -  the recipient
-- Column:  recipient_type      varchar    -  authority, insurer, partner, group ...
-- Column:  country             varchar    -  two letters
-- Column:  data_source         varchar    -  the system or tool that the data come from
-- Column:  transfer_mechanism  varchar    -  what a transfer to a third country rests on
-- Column:  tia_on              date       -  the transfer was assessed
-- Column:  bad_fields          varchar[]  -  dates that were filled with something else
-- Column:  exported_on         date       -  the export it stands in
-- Order:   recipient, data_source

select
    recipients.recipient,
    recipients.recipient_type,
    recipients.country,
    recipients.data_source,
    recipients.transfer_mechanism,
    recipients.tia_on,
    recipients.bad_fields,
    recipients.exported_on

from imported.recipients as recipients

order by recipient asc, data_source asc
