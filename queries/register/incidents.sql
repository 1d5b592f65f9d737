-- What:    Personal data incidents, as the incident register lists them.
-- Grain:   one row per incident
-- Roles:   dpo
-- Reads:   imported.incidents
-- Column:  incident_id    varchar      -  number in the incident register; rad N and the day when there is none or it is a person's
-- Column:  incident_type  varchar      -  misdirected letter, lost device ...
-- Column:  occurred_at    timestamptz  -  when it happened
-- Column:  aware_at       timestamptz  -  when the organisation became aware
-- Column:  reported_at    timestamptz  -  when it was reported to IMY
-- Column:  closed_on      date         -  the incident was closed
-- Column:  informed_on    date         -  the persons were informed
-- Column:  delay_reason   varchar      -  given, or nothing: why it was reported late
-- Column:  risk           varchar      -  what was decided of the risk for the persons, in the register's own word
-- Column:  risk_ground    varchar      -  given, or nothing: what that decision rests on
-- Column:  effects        varchar      -  given, or nothing: what it led to
-- Column:  measures       varchar      -  given, or nothing: what was done
-- Column:  bad_fields     varchar[]    -  fields filled with something that cannot be kept
-- Column:  exported_on    date         -  the export it stands in
-- Order:   incident_id

select
    incidents.incident_id,
    incidents.incident_type,
    incidents.occurred_at,
    incidents.aware_at,
    incidents.reported_at,
    incidents.closed_on,
    incidents.informed_on,
    incidents.delay_reason,
    incidents.risk,
    incidents.risk_ground,
    incidents.effects,
    incidents.measures,
    incidents.bad_fields,
    incidents.exported_on

from imported.incidents as incidents

order by incident_id asc
