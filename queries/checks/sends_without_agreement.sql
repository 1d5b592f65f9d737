-- What:    Mailings to persons without an agreement.
-- Reads:   register.sends
-- Needs:   sends

select
    sends.send_id as thing_id,
    (
        sends.has_agreement is not true
        or coalesce(sends.sent_on > sends.agreement_end_on, false)
    ) as is_found,
    sends.sent_on as since_on

from register.sends as sends
