-- What:    Each rule that governs a record: counted from when, kept until, due when.
-- Grain:   one row per record and rule
-- Roles:   dpo
-- Reads:   imported.records, policy.record_kinds, policy.retention_rules, policy.constants
-- Column:  record_number   bigint   -  place of the record in imported.records
-- Column:  rule_id         varchar  -  the rule
-- Column:  kind            varchar  -  maximum, while_needed, statutory, justified, hold, immediate
-- Column:  base_on         date     -  counted from this day
-- Column:  is_happened     boolean  -  the base is something that has happened, so not in the future
-- Column:  is_open         boolean  -  no end yet
-- Column:  is_missing      boolean  -  the day to count from is not known
-- Column:  keep_until_on   date     -  last day that it must be kept; null for a maximum
-- Column:  due_on          date     -  day of gallring by this rule alone
-- Order:   record_number, rule_id

with

newest_rules as (

    select *
    from policy.retention_rules

    qualify row_number() over (partition by rule_id order by valid_from desc) = 1

),

newest_kinds as (

    select *
    from policy.record_kinds

    qualify
        row_number() over (
            partition by system, record_type
            order by valid_from desc
        ) = 1

),

final_months as (

    select max_by(value, valid_from)::integer as months

    from policy.constants

    where name = 'final_position_months'

),

governed_records as (

    select
        records.*,
        records.rowid as record_number,
        timezone('Europe/Stockholm', records.first_seen_at)::date as first_seen_on,
        -- A flag on the record stops its gallring, or asks for it, whatever the kind.
        list_distinct(
            list_concat(
                if(
                    len(records.rules) > 0,
                    records.rules,
                    coalesce(newest_kinds.rules, [])
                ),
                if(
                    records.hold_open or records.hold_until is not null,
                    ['LEGAL_HOLD'],
                    []
                ),
                if(records.restriction_open, ['RESTRICTION'], []),
                if(records.discipline_open, ['DISCIPLINE'], []),
                if(records.erasure_approved_on is not null, ['ERASURE'], [])
            )
        ) as governing

    from imported.records as records

    left join newest_kinds
        on
            records.system = newest_kinds.system
            and records.record_type = newest_kinds.record_type

),

rule_pairs as (

    select
        governed_records.* exclude (governing),
        unnest(governed_records.governing) as governing_rule

    from governed_records

),

based_pairs as (

    select
        rule_pairs.*,
        newest_rules.rule_id,
        newest_rules.kind,
        newest_rules.method,
        newest_rules.base,
        newest_rules.period,
        newest_rules.unit,
        case newest_rules.base
            when 'first_seen_at' then rule_pairs.first_seen_on
            when 'answered_on' then rule_pairs.answered_on
            when 'contract_end' then rule_pairs.contract_end
            when 'account_closed_on' then rule_pairs.account_closed_on
            when 'employment_end' then rule_pairs.employment_end
            when 'event_on' then rule_pairs.event_on
            when 'claim_created_on'
                then
                    greatest(
                        rule_pairs.claim_created_on,
                        rule_pairs.limitation_interrupted_on
                    )
            when 'relation_end'
                then coalesce(rule_pairs.relation_end, rule_pairs.transaction_on)
            when 'transaction_on' then rule_pairs.transaction_on
            when 'consent_withdrawn_on' then rule_pairs.consent_withdrawn_on
            when 'erasure_approved_on' then rule_pairs.erasure_approved_on
            when 'discipline_closed_on' then rule_pairs.discipline_closed_on
            when 'hold_until' then rule_pairs.hold_until
            -- A broken year: the voucher belongs to the fiscal year that ends next.
            when 'fiscal_year_end'
                then
                    coalesce(
                        rule_pairs.fiscal_year_end,
                        if(
                            strftime(rule_pairs.invoice_date, '%m-%d')
                            <= rule_pairs.fy_end_mmdd,
                            try_cast(
                                year(rule_pairs.invoice_date)
                                || '-'
                                || rule_pairs.fy_end_mmdd
                                as date
                            ),
                            try_cast(
                                (year(rule_pairs.invoice_date) + 1)
                                || '-'
                                || rule_pairs.fy_end_mmdd
                                as date
                            )
                        )
                    )
        end as base_on,
        coalesce(
            case newest_rules.base
                when 'contract_end' then rule_pairs.contract_active
                when 'account_closed_on' then rule_pairs.contract_active
                when 'employment_end' then rule_pairs.employed
                when 'relation_end' then rule_pairs.relation_active
                when 'consent_withdrawn_on' then rule_pairs.consent_active
                when 'discipline_closed_on' then rule_pairs.discipline_open
                when 'hold_until' then rule_pairs.hold_open
                when 'restriction_open' then rule_pairs.restriction_open
            end,
            false
        ) as is_open

    from rule_pairs

    left join newest_rules
        on rule_pairs.governing_rule = newest_rules.rule_id

),

ended_pairs as (

    select
        based_pairs.*,
        case
            when method in ('period', 'limitation', 'relation', 'claim')
                then
                    (
                        base_on + case unit
                            when 'days' then to_days(period)
                            when 'months' then to_months(period)
                            when 'years' then to_years(period)
                        end
                    )::date
            when method = 'year_end' then make_date(year(base_on) + period, 12, 31)
            when method in ('end', 'hold', 'at_once') then base_on
        end as plain_end_on

    from based_pairs

),

final_pairs as (

    select
        ended_pairs.*,
        case
            when
                ended_pairs.method = 'claim'
                and ended_pairs.claim_reported_on <= ended_pairs.plain_end_on
                and ended_pairs.insurer_final_position_on is not null
                then
                    greatest(
                        ended_pairs.plain_end_on,
                        (
                            ended_pairs.insurer_final_position_on
                            + to_months(final_months.months)
                        )::date
                    )
            else ended_pairs.plain_end_on
        end as end_on

    from ended_pairs

    cross join final_months

),

record_rules as (

    select
        record_number,
        governing_rule as rule_id,
        kind,
        base_on,
        -- An end may lie ahead as a plan; what has happened may not.
        coalesce(
            base in (
                'first_seen_at',
                'answered_on',
                'event_on',
                'claim_created_on',
                'transaction_on',
                'consent_withdrawn_on',
                'erasure_approved_on',
                'discipline_closed_on'
            ),
            false
        ) as is_happened,
        is_open,
        not is_open and end_on is null as is_missing,
        if(is_open or kind in ('maximum', 'immediate'), null, end_on) as keep_until_on,
        case
            when is_open then null
            when kind in ('maximum', 'immediate') then end_on
            else end_on + 1
        end as due_on

    from final_pairs

)

select * from record_rules
order by record_number asc, rule_id asc
