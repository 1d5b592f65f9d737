-- What:    Mailings to persons who had said no (GDPR art. 21.3).
-- Reads:   register.sends
-- Needs:   sends

select
    sends.send_id as thing_id,
    coalesce(sends.sent_on > sends.opted_out_on, false) as is_found,
    sends.sent_on as since_on

from register.sends as sends
