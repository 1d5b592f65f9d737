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

typed_rows as (

    select
        line,
        nullif(system, '') as system,
        nullif(record_type, '') as record_type,
        nullif(record_id, '') as record_id,
        coalesce(try_cast(count as bigint), 1) as count,
        try_cast(first_seen_at as timestamptz) as first_seen_at,
        try_cast(last_seen_on as date) as last_seen_on,
        try_cast(answered_on as date) as answered_on,
        try_cast(contract_end as date) as contract_end,
        lower(contract_active) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as contract_active,
        try_cast(account_closed_on as date) as account_closed_on,
        try_cast(employment_end as date) as employment_end,
        lower(employed) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as employed,
        try_cast(invoice_date as date) as invoice_date,
        try_cast(fiscal_year_end as date) as fiscal_year_end,
        nullif(fy_end_mmdd, '') as fy_end_mmdd,
        try_cast(event_on as date) as event_on,
        try_cast(claim_reported_on as date) as claim_reported_on,
        try_cast(insurer_final_position_on as date) as insurer_final_position_on,
        try_cast(claim_created_on as date) as claim_created_on,
        try_cast(limitation_interrupted_on as date) as limitation_interrupted_on,
        try_cast(relation_end as date) as relation_end,
        lower(relation_active) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as relation_active,
        try_cast(transaction_on as date) as transaction_on,
        try_cast(consent_withdrawn_on as date) as consent_withdrawn_on,
        lower(consent_active) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as consent_active,
        try_cast(discipline_closed_on as date) as discipline_closed_on,
        lower(discipline_open) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as discipline_open,
        try_cast(hold_until as date) as hold_until,
        lower(hold_open) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as hold_open,
        lower(restriction_open) in ('y', 'j', 'ja', 'yes', '1', 'true', 'x') as restriction_open,
        try_cast(erasure_approved_on as date) as erasure_approved_on,
        try_cast(executed_on as date) as executed_on,
        list_filter(
            list_transform(
                string_split(coalesce(rules, ''), ';'), lambda rule: trim(rule)
            ),
            lambda rule: rule <> ''
        ) as rules,
        list_filter(
            [
                if(
                    first_seen_at <> '' and try_cast(first_seen_at as timestamptz) is null,
                    'first_seen_at',
                    null
                ),
                if(
                    last_seen_on <> '' and try_cast(last_seen_on as date) is null,
                    'last_seen_on',
                    null
                ),
                if(
                    answered_on <> '' and try_cast(answered_on as date) is null,
                    'answered_on',
                    null
                ),
                if(
                    contract_end <> '' and try_cast(contract_end as date) is null,
                    'contract_end',
                    null
                ),
                if(
                    account_closed_on <> '' and try_cast(account_closed_on as date) is null,
                    'account_closed_on',
                    null
                ),
                if(
                    employment_end <> '' and try_cast(employment_end as date) is null,
                    'employment_end',
                    null
                ),
                if(
                    invoice_date <> '' and try_cast(invoice_date as date) is null,
                    'invoice_date',
                    null
                ),
                if(
                    fiscal_year_end <> '' and try_cast(fiscal_year_end as date) is null,
                    'fiscal_year_end',
                    null
                ),
                if(
                    event_on <> '' and try_cast(event_on as date) is null,
                    'event_on',
                    null
                ),
                if(
                    claim_reported_on <> '' and try_cast(claim_reported_on as date) is null,
                    'claim_reported_on',
                    null
                ),
                if(
                    insurer_final_position_on <> '' and try_cast(insurer_final_position_on as date) is null,
                    'insurer_final_position_on',
                    null
                ),
                if(
                    claim_created_on <> '' and try_cast(claim_created_on as date) is null,
                    'claim_created_on',
                    null
                ),
                if(
                    limitation_interrupted_on <> '' and try_cast(limitation_interrupted_on as date) is null,
                    'limitation_interrupted_on',
                    null
                ),
                if(
                    relation_end <> '' and try_cast(relation_end as date) is null,
                    'relation_end',
                    null
                ),
                if(
                    transaction_on <> '' and try_cast(transaction_on as date) is null,
                    'transaction_on',
                    null
                ),
                if(
                    consent_withdrawn_on <> '' and try_cast(consent_withdrawn_on as date) is null,
                    'consent_withdrawn_on',
                    null
                ),
                if(
                    discipline_closed_on <> '' and try_cast(discipline_closed_on as date) is null,
                    'discipline_closed_on',
                    null
                ),
                if(
                    hold_until <> '' and try_cast(hold_until as date) is null,
                    'hold_until',
                    null
                ),
                if(
                    erasure_approved_on <> '' and try_cast(erasure_approved_on as date) is null,
                    'erasure_approved_on',
                    null
                ),
                if(
                    executed_on <> '' and try_cast(executed_on as date) is null,
                    'executed_on',
                    null
                )
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows

),

records as (

    select * exclude (line) from typed_rows
    order by line asc

)

select * from records
