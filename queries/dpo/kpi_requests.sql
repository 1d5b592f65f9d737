-- What:    The key figures K1 to K10 about requests, each with what it is counted from.
-- Grain:   one row per key figure, dimension and part
-- Roles:   dpo
-- Reads:   register.period_requests, policy.phrases
-- Param:   as_of          date     the day that counts as today
-- Param:   first_on       date     first day of the period
-- Param:   last_on        date     last day of the period
-- Column:  key_figure     varchar  -         K1 to K10
-- Column:  title_sv       varchar  -         its name
-- Column:  title_en       varchar  -         the same in English
-- Column:  dimension      varchar  -         alla, rätt, kanal, månad, ålder, utfall ...
-- Column:  part           varchar  -         which part of the dimension
-- Column:  value          double   unit      the figure; null when there is nothing to count
-- Column:  unit           varchar  -         antal, andel or dagar
-- Column:  numerator      bigint   requests  what is counted; null for a median
-- Column:  denominator    bigint   requests  out of how many
-- Column:  definition_sv  varchar  -         what is counted
-- Column:  definition_en  varchar  -         the same in English
-- Order:   key_figure, dimension, part

with

period_requests as (

    select * from register.period_requests($as_of, $first_on, $last_on)

),

totals as (

    select
        count(*) filter (where is_received) as received,
        count(*) filter (where is_closed) as closed,
        count(*) filter (where is_notified) as notified,
        count(*) filter (where is_open) as opened,
        count(promise_due_on) > 0 as has_promise

    from period_requests

),

-- Counted parts: how many, out of how many.
counted_parts as (

    select
        'K1' as key_figure,
        unnest(['alla', 'rätt', 'kanal', 'månad']) as dimension,
        unnest([
            'alla',
            right_used,
            coalesce(channel, 'okänd'),
            strftime(received_on, '%Y-%m')
        ]) as part,
        'antal' as unit

    from period_requests

    where is_received

    union all

    select
        'K4' as key_figure,
        'läge' as dimension,
        unnest(
            case status
                when 'Försenad' then ['öppna', 'försenade']
                when 'Pausad' then ['öppna', 'pausade']
                else ['öppna']
            end
        ) as part,
        'antal' as unit

    from period_requests

    where is_open

    union all

    select
        'K5' as key_figure,
        'ålder' as dimension,
        age as part,
        'antal' as unit

    from period_requests

    where is_open

    union all

    select
        'K7' as key_figure,
        'giltighet' as dimension,
        extension as part,
        'antal' as unit

    from period_requests

    where is_notified

    union all

    select
        'K9' as key_figure,
        'utfall' as dimension,
        coalesce(outcome, 'okänt') as part,
        'antal' as unit

    from period_requests

    where is_closed

),

counts as (

    select
        counted_parts.key_figure,
        counted_parts.dimension,
        counted_parts.part,
        cast(count(*) as double) as value,
        counted_parts.unit,
        count(*) as numerator,
        case counted_parts.key_figure
            when 'K1' then any_value(totals.received)
            when 'K7' then any_value(totals.notified)
            when 'K9' then any_value(totals.closed)
            else any_value(totals.opened)
        end as denominator

    from counted_parts

    cross join totals

    group by
        counted_parts.key_figure,
        counted_parts.dimension,
        counted_parts.part,
        counted_parts.unit

),

-- Shares and lengths of the whole period.
wholes as (

    select
        count(*) filter (where is_judged) as judged,
        count(*) filter (where is_judged and status = 'Besvarad i tid') as in_time,
        count(*) filter (where is_promise_judged) as promise_judged,
        count(*) filter (
            where is_promise_judged and promise_status = 'Löftet hållet'
        ) as kept,
        max(-days_left) filter (where status = 'Försenad') as longest_overdue,
        count(*) filter (where status = 'Försenad') as overdue,
        count(*) filter (where is_closed) as closed,
        median(age_days) filter (where is_closed) as median_days,
        quantile_cont(age_days, 0.9) filter (where is_closed) as p90_days,
        median(age_days - suspended_days) filter (where is_closed) as net_median_days,
        count(*) filter (where is_received) as received,
        count(identity_delay_days) filter (where is_received) as identified,
        median(identity_wait_days) filter (where is_received) as wait_days,
        count(identity_wait_days) filter (where is_received) as waited,
        count(*) filter (
            where is_received and identity_delay_days > identity_days
        ) as identified_late,
        count(*) filter (
            where
            is_closed
            and right_used in ('rättelse', 'radering', 'begränsning')
            and outcome in ('bifall', 'delvis bifall')
        ) as granted

    from period_requests

),

whole_figures as (

    select
        unnest([
            {
                'key_figure': 'K2', 'part': 'besvarade i tid', 'unit': 'andel',
                'value': in_time / nullif(judged, 0),
                'numerator': in_time, 'denominator': judged
            },
            {
                'key_figure': 'K3', 'part': 'löftet hållet', 'unit': 'andel',
                'value': kept / nullif(promise_judged, 0),
                'numerator': kept, 'denominator': promise_judged
            },
            {
                'key_figure': 'K4', 'part': 'längst försenad', 'unit': 'dagar',
                'value': cast(longest_overdue as double),
                'numerator': null, 'denominator': overdue
            },
            {
                'key_figure': 'K6', 'part': 'median', 'unit': 'dagar',
                'value': median_days, 'numerator': null, 'denominator': closed
            },
            {
                'key_figure': 'K6', 'part': 'median utan pauser', 'unit': 'dagar',
                'value': net_median_days, 'numerator': null, 'denominator': closed
            },
            {
                'key_figure': 'K6', 'part': '90 av 100 inom', 'unit': 'dagar',
                'value': p90_days, 'numerator': null, 'denominator': closed
            },
            {
                'key_figure': 'K8', 'part': 'identitet begärd', 'unit': 'andel',
                'value': identified / nullif(received, 0),
                'numerator': identified, 'denominator': received
            },
            {
                'key_figure': 'K8', 'part': 'begärd sent', 'unit': 'andel',
                'value': identified_late / nullif(identified, 0),
                'numerator': identified_late, 'denominator': identified
            },
            {
                'key_figure': 'K8', 'part': 'väntan, median', 'unit': 'dagar',
                'value': wait_days, 'numerator': null, 'denominator': waited
            },
            {
                'key_figure': 'K10', 'part': 'underrättade', 'unit': 'antal',
                'value': null, 'numerator': null, 'denominator': granted
            }
        ]) as figure

    from wholes

),

figures as (

    select
        key_figure,
        dimension,
        part,
        value,
        unit,
        numerator,
        denominator

    from counts

    union all

    select
        figure.key_figure,
        'alla' as dimension,
        figure.part,
        figure.value,
        figure.unit,
        figure.numerator,
        figure.denominator

    from whole_figures

),

-- Where nothing is promised there is no figure about promises.
kpi_requests as (

    select
        figures.key_figure,
        phrases.title_sv,
        phrases.title_en,
        figures.dimension,
        figures.part,
        figures.value,
        figures.unit,
        figures.numerator,
        figures.denominator,
        phrases.sentence_sv as definition_sv,
        phrases.sentence_en as definition_en

    from figures

    left join policy.phrases as phrases
        on phrases.use = 'key_figure' and figures.key_figure = phrases.name

    cross join totals

    where figures.key_figure <> 'K3' or totals.has_promise

)

select * from kpi_requests
order by length(key_figure) asc, key_figure asc, dimension asc, part asc
