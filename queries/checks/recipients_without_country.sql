-- What:    Recipients without a type or a country.
-- Reads:   register.recipients
-- Needs:   recipients

select
    recipients.recipient as thing_id,
    recipients.country is null or recipients.recipient_type is null as is_found,
    null::date as since_on

from register.recipients as recipients
