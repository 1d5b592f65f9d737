-- What:    Mailings: reminders, news, marketing.
-- Grain:   one row per mailing to one person
-- Roles:   dpo
-- Reads:   imported.sends
-- Column:  send_id           varchar    -  the mailing
-- Column:  person_key        varchar    -  the person
-- Column:  send_type         varchar    -  reminder, rules, news, marketing
-- Column:  sent_on           date       -  when
-- Column:  opted_out_on      date       -  the person said no
-- Column:  has_agreement     boolean    -  the person has an agreement
-- Column:  agreement_end_on  date       -  its last day
-- Column:  bad_fields        varchar[]  -  dates that were filled with something else
-- Column:  exported_on       date       -  the export it stands in
-- Order:   send_id

select
    sends.send_id,
    sends.person_key,
    sends.send_type,
    sends.sent_on,
    sends.opted_out_on,
    sends.has_agreement,
    sends.agreement_end_on,
    sends.bad_fields,
    sends.exported_on

from imported.sends as sends

order by send_id asc
