-- What:    An inventory in the neutral form: what a system holds, and its dates.
-- Grain:   one row per record or series of records
-- Roles:   import
-- Reads:   export.rows
-- Table:   records
-- Header:  system, record_type, record_id
-- Column:  system                     varchar      -        the system that holds it
-- Column:  record_type                varchar      -        kind of record
-- Column:  record_id                  varchar      -        number in the system, of a record or a series
-- Column:  count                      bigint       records  records in a series, 1 when not stated
-- Column:  first_seen_at              timestamptz  -        first collected, with zone or local
-- Column:  last_seen_on               date         -        date
-- Column:  answered_on                date         -        date
-- Column:  contract_end               date         -        date
-- Column:  contract_active            boolean      -        flag
-- Column:  account_closed_on          date         -        date
-- Column:  employment_end             date         -        date
-- Column:  employed                   boolean      -        flag
-- Column:  invoice_date               date         -        date
-- Column:  fiscal_year_end            date         -        date
-- Column:  fy_end_mmdd                varchar      -        last day of the fiscal year, MM-DD
-- Column:  event_on                   date         -        date
-- Column:  claim_reported_on          date         -        date
-- Column:  insurer_final_position_on  date         -        date
-- Column:  claim_created_on           date         -        date
-- Column:  limitation_interrupted_on  date         -        date
-- Column:  relation_end               date         -        date
-- Column:  relation_active            boolean      -        flag
-- Column:  transaction_on             date         -        date
-- Column:  consent_withdrawn_on       date         -        date
-- Column:  consent_active             boolean      -        flag
-- Column:  discipline_closed_on       date         -        date
-- Column:  discipline_open            boolean      -        flag
-- Column:  hold_until                 date         -        date
-- Column:  hold_open                  boolean      -        flag
-- Column:  restriction_open           boolean      -        flag
-- Column:  erasure_approved_on        date         -        date
-- Column:  executed_on                date         -        date
-- Column:  rules                       varchar[]    -        rules that the system itself names, instead of the policy's
-- Column:  bad_fields                 varchar[]    -        fields whose value is no date
-- Order:   line of the export

with

yes as (

    select ['y', 'j', 'ja', 'yes', '1', 'true', 'x'] as words

),

typed_rows as (

    select
        rows.line,
        nullif(rows.system, '') as system,
        nullif(rows.record_type, '') as record_type,
        nullif(rows.record_id, '') as record_id,
        coalesce(try_cast(rows.count as bigint), 1) as count,
        try_cast(rows.first_seen_at as timestamptz) as first_seen_at,
        try_cast(rows.last_seen_on as date) as last_seen_on,
        try_cast(rows.answered_on as date) as answered_on,
        try_cast(rows.contract_end as date) as contract_end,
        list_contains(yes.words, lower(rows.contract_active)) as contract_active,
        try_cast(rows.account_closed_on as date) as account_closed_on,
        try_cast(rows.employment_end as date) as employment_end,
        list_contains(yes.words, lower(rows.employed)) as employed,
        try_cast(rows.invoice_date as date) as invoice_date,
        try_cast(rows.fiscal_year_end as date) as fiscal_year_end,
        nullif(rows.fy_end_mmdd, '') as fy_end_mmdd,
        try_cast(rows.event_on as date) as event_on,
        try_cast(rows.claim_reported_on as date) as claim_reported_on,
        try_cast(rows.insurer_final_position_on as date) as insurer_final_position_on,
        try_cast(rows.claim_created_on as date) as claim_created_on,
        try_cast(rows.limitation_interrupted_on as date) as limitation_interrupted_on,
        try_cast(rows.relation_end as date) as relation_end,
        list_contains(yes.words, lower(rows.relation_active)) as relation_active,
        try_cast(rows.transaction_on as date) as transaction_on,
        try_cast(rows.consent_withdrawn_on as date) as consent_withdrawn_on,
        list_contains(yes.words, lower(rows.consent_active)) as consent_active,
        try_cast(rows.discipline_closed_on as date) as discipline_closed_on,
        list_contains(yes.words, lower(rows.discipline_open)) as discipline_open,
        try_cast(rows.hold_until as date) as hold_until,
        list_contains(yes.words, lower(rows.hold_open)) as hold_open,
        list_contains(yes.words, lower(rows.restriction_open)) as restriction_open,
        try_cast(rows.erasure_approved_on as date) as erasure_approved_on,
        try_cast(rows.executed_on as date) as executed_on,
        list_filter(
            list_transform(
                string_split(coalesce(rows.rules, ''), ';'), lambda part: trim(part)
            ),
            lambda part: part <> ''
        ) as rules,
        list_transform(
            list_filter(
                [
                    { 'name': 'first_seen_at', 'said': rows.first_seen_at },
                    { 'name': 'last_seen_on', 'said': rows.last_seen_on },
                    { 'name': 'answered_on', 'said': rows.answered_on },
                    { 'name': 'contract_end', 'said': rows.contract_end },
                    { 'name': 'account_closed_on', 'said': rows.account_closed_on },
                    { 'name': 'employment_end', 'said': rows.employment_end },
                    { 'name': 'invoice_date', 'said': rows.invoice_date },
                    { 'name': 'fiscal_year_end', 'said': rows.fiscal_year_end },
                    { 'name': 'event_on', 'said': rows.event_on },
                    { 'name': 'claim_reported_on', 'said': rows.claim_reported_on },
                    {
                        'name': 'insurer_final_position_on',
                        'said': rows.insurer_final_position_on
                    },
                    { 'name': 'claim_created_on', 'said': rows.claim_created_on },
                    {
                        'name': 'limitation_interrupted_on',
                        'said': rows.limitation_interrupted_on
                    },
                    { 'name': 'relation_end', 'said': rows.relation_end },
                    { 'name': 'transaction_on', 'said': rows.transaction_on },
                    {
                        'name': 'consent_withdrawn_on',
                        'said': rows.consent_withdrawn_on
                    },
                    {
                        'name': 'discipline_closed_on',
                        'said': rows.discipline_closed_on
                    },
                    { 'name': 'hold_until', 'said': rows.hold_until },
                    { 'name': 'erasure_approved_on', 'said': rows.erasure_approved_on },
                    { 'name': 'executed_on', 'said': rows.executed_on }
                ],
                lambda cell: cell['said'] <> ''
                and try_cast(cell['said'] as timestamptz) is null
            ),
            lambda cell: cell['name']
        ) as bad_fields

    from export.rows as rows

    cross join yes

),

records as (

    select * exclude (line) from typed_rows
    order by line asc

)

select * from records
