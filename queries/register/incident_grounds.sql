-- What:    What GDPR art. 33 and 34 ask the register to say of each incident by a day.
-- Grain:   one row per incident and ground that is asked for
-- Roles:   dpo
-- Reads:   register.incidents, policy.constants, policy.words
-- Param:   as_of        date     the day that counts as today
-- Column:  incident_id  varchar  -  number in the incident register
-- Column:  ground       varchar  -  delay_reason (33.1), risk or risk_ground (33.1, 33.5), informed_on (34.1), effects or measures (33.5)
-- Column:  is_missing   boolean  -  the register does not say it
-- Column:  asked_on     date     -  the day from which it is asked for
-- Order:   incident_id, ground

with

asked as (

    select
        $as_of::date as as_of,
        timezone('Europe/Stockholm', ($as_of::date + 1)::timestamp) as ends_at

),

risks as (

    select
        lower(trim(word)) as word,
        any_value(meaning) as meaning

    from policy.words_on($as_of)

    where field = 'risk'

    group by lower(trim(word))

),

known_incidents as (

    select
        incidents.incident_id,
        incidents.aware_at,
        case when incidents.reported_at < asked.ends_at then incidents.reported_at end
            as reported_at,
        case when incidents.closed_on <= asked.as_of then incidents.closed_on end
            as closed_on,
        coalesce(incidents.informed_on <= asked.as_of, false) as is_informed,
        risks.meaning as risk,
        incidents.delay_reason is not null as has_delay_reason,
        incidents.risk_ground is not null as has_risk_ground,
        incidents.effects is not null as has_effects,
        incidents.measures is not null as has_measures,
        asked.ends_at

    from register.incidents as incidents

    cross join asked

    left join risks
        on lower(trim(incidents.risk)) = risks.word

    where incidents.aware_at < asked.ends_at

),

timed_incidents as (

    select
        known_incidents.*,
        known_incidents.aware_at + to_hours(constants.value::integer) as due_at

    from known_incidents

    left join policy.constants as constants
        on
            constants.name = 'breach_hours'
            and known_incidents.aware_at
            >= coalesce(constants.valid_from, '0001-01-01')
            and coalesce(
                known_incidents.aware_at < constants.valid_to + interval 1 day, true
            )

),

asked_grounds as (

    select
        incident_id,
        unnest([
            {
                'ground': 'delay_reason',
                'is_missing': not has_delay_reason,
                'asked_at': if(reported_at > due_at, reported_at, null)
            },
            {
                'ground': 'risk',
                'is_missing': risk is null,
                'asked_at': least(reported_at, closed_on::timestamptz, due_at)
            },
            {
                'ground': 'risk_ground',
                'is_missing': not has_risk_ground,
                'asked_at': least(reported_at, closed_on::timestamptz, due_at)
            },
            {
                'ground': 'informed_on',
                'is_missing': not is_informed,
                'asked_at': if(risk = 'hög risk', aware_at, null)
            },
            {
                'ground': 'effects',
                'is_missing': not has_effects,
                'asked_at': closed_on::timestamptz
            },
            {
                'ground': 'measures',
                'is_missing': not has_measures,
                'asked_at': closed_on::timestamptz
            }
        ]) as asked_ground,
        ends_at

    from timed_incidents

),

incident_grounds as (

    select
        incident_id,
        asked_ground['ground'] as ground,
        asked_ground['is_missing'] as is_missing,
        timezone('Europe/Stockholm', asked_ground['asked_at'])::date as asked_on

    from asked_grounds

    where asked_ground['asked_at'] < ends_at

)

select * from incident_grounds
order by incident_id asc, ground asc
