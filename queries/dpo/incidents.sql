-- What:    Personal data incidents with their 72-hour clock.
-- Grain:   one row per incident
-- Roles:   dpo
-- Reads:   register.incidents, register.incident_grounds, policy.constants
-- Param:   as_of             date     the day that counts as today
-- Column:  incident_id       varchar  -      number in the incident register
-- Column:  incident_type     varchar  -      misdirected letter, lost device ...
-- Column:  aware_at          varchar  -      when the organisation became aware, with the offset of the clock in Sweden
-- Column:  due_at            varchar  -      72 elapsed hours later: the line that is kept
-- Column:  due_by_hours_at   varchar  -      72 hours counted from the next whole hour (1182/71 art. 3.1); for information
-- Column:  due_on            date     -      the day of due_at in Sweden
-- Column:  reported_at       varchar  -      when it was reported to IMY
-- Column:  hours_taken       double   hours  elapsed from aware to reported
-- Column:  hours_left        double   hours  elapsed from the start of as_of to due_at, while it is not reported
-- Column:  closed_on         date     -      the incident was closed
-- Column:  informed_on       date     -      the persons were informed
-- Column:  risk              varchar  -      what was decided of the risk for the persons, in the register's own word
-- Column:  missing           varchar[]  -      what GDPR art. 33 and 34 ask for and the register does not say
-- Column:  status            varchar  -      Försenad, Sista dagen att anmäla, Ej anmäld, Anmäld i tid, Anmäld för sent, Avslutad utan anmälan, Ogiltiga datum or Underlag saknas
-- Order:   overdue first, then due_at, then incident_id
-- Changes: incidents | incident_id

with

-- What lies after as_of has not happened yet.
known_incidents as (

    select
        incidents.incident_id,
        incidents.incident_type,
        incidents.aware_at,
        incidents.risk,
        $as_of::date as today_on,
        timezone('Europe/Stockholm', cast($as_of::date as timestamp)) as day_begins_at,
        case
            when
                timezone('Europe/Stockholm', incidents.reported_at)
                < $as_of::date + to_days(1)
                then incidents.reported_at
        end as reported_at,
        case
            when incidents.closed_on <= $as_of::date then incidents.closed_on
        end as closed_on,
        case
            when incidents.informed_on <= $as_of::date then incidents.informed_on
        end as informed_on,
        list_has_any(
            incidents.bad_fields, ['occurred_at', 'aware_at', 'reported_at']
        )
        or incidents.reported_at < incidents.aware_at
        or incidents.occurred_at > incidents.aware_at
        or timezone('Europe/Stockholm', incidents.aware_at)
        >= $as_of::date + to_days(1) as has_invalid_date

    from register.incidents as incidents

),

missing_grounds as (

    select
        incident_id,
        list(ground order by ground) as missing

    from register.incident_grounds($as_of)

    where is_missing

    group by incident_id

),

hours_in_force as (

    select
        known_incidents.incident_id,
        to_hours(
            cast(last(constants.value order by constants.valid_from) as integer)
        ) as breach_hours

    from known_incidents

    inner join policy.constants as constants
        on
            known_incidents.aware_at >= constants.valid_from
            and coalesce(
                known_incidents.aware_at < constants.valid_to + interval 1 day, true
            )

    where constants.name = 'breach_hours'

    group by known_incidents.incident_id

),

-- Hours run on through weekends, holidays and the change of clocks.
timed_incidents as (

    select
        known_incidents.*,
        coalesce(missing_grounds.missing, []) as missing,
        coalesce(known_incidents.has_invalid_date, false) as is_invalid,
        known_incidents.aware_at + hours_in_force.breach_hours as due_at,
        date_trunc('hour', known_incidents.aware_at)
        + to_hours(1)
        + hours_in_force.breach_hours as due_by_hours_at

    from known_incidents

    left join hours_in_force
        on known_incidents.incident_id = hours_in_force.incident_id

    left join missing_grounds
        on known_incidents.incident_id = missing_grounds.incident_id

),

dated_incidents as (

    select
        *,
        case when not is_invalid then due_at end as kept_due_at,
        case
            when not is_invalid
                then cast(timezone('Europe/Stockholm', due_at) as date)
        end as due_on

    from timed_incidents

),

-- The clock in Sweden is whole hours from UTC.
incidents as (

    select
        incident_id,
        incident_type,
        strftime(aware_at, '%Y-%m-%dT%H:%M:%S%z') || ':00' as aware_at,
        strftime(kept_due_at, '%Y-%m-%dT%H:%M:%S%z') || ':00' as due_at,
        case
            when not is_invalid
                then strftime(due_by_hours_at, '%Y-%m-%dT%H:%M:%S%z') || ':00'
        end as due_by_hours_at,
        due_on,
        strftime(reported_at, '%Y-%m-%dT%H:%M:%S%z') || ':00' as reported_at,
        case
            when not is_invalid then date_diff('second', aware_at, reported_at) / 3600
        end as hours_taken,
        case
            when reported_at is null and closed_on is null
                then date_diff('second', day_begins_at, kept_due_at) / 3600
        end as hours_left,
        closed_on,
        informed_on,
        risk,
        missing,
        case
            when is_invalid then 'Ogiltiga datum'
            when due_at is null then 'Underlag saknas'
            when reported_at <= due_at then 'Anmäld i tid'
            when reported_at is not null then 'Anmäld för sent'
            when closed_on is not null then 'Avslutad utan anmälan'
            when due_on < today_on then 'Försenad'
            when due_on = today_on then 'Sista dagen att anmäla'
            else 'Ej anmäld'
        end as status

    from dated_incidents

)

select * from incidents
order by (status = 'Försenad') desc, due_at asc nulls last, incident_id asc
