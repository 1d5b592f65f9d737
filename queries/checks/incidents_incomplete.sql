-- What:    What the incident register does not say though GDPR art. 33 and 34 ask for it:
-- What:    reason of delay, risk and its ground, persons informed, effects, measures.
-- Reads:   register.incident_grounds
-- Needs:   incidents

select
    incident_id || ' ' || ground as thing_id,
    is_missing as is_found,
    asked_on as since_on

from register.incident_grounds($as_of)
