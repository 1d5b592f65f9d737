-- What:    Each rule that governs a record: counted from when, kept until, due when.
-- Grain:   one row per record, stretch of days with the same rules, and rule
-- Roles:   dpo
-- Reads:   imported.records, register.record_groups, register.governing_rules
-- Column:  record_number   bigint   -  place of the record in imported.records
-- Column:  valid_from      date     -  first day on which the rule governs it so; null since always
-- Column:  valid_to        date     -  last day; null without an end
-- Column:  rule_id         varchar  -  the rule; null when none governs
-- Column:  is_in_force     boolean  -  the rule has a version in force; false for a rule that is named and is not
-- Column:  is_aml          boolean  -  kept for the Anti-Money Laundering rules
-- Column:  kind            varchar  -  maximum, while_needed, statutory, justified, hold, immediate, minimum, range, decision
-- Column:  base            varchar  -  the day it is counted from
-- Column:  base_on         date     -  counted from this day
-- Column:  is_happened     boolean  -  the base is something that has happened, so not in the future
-- Column:  is_open         boolean  -  no end yet
-- Column:  is_missing      boolean  -  the day to count from is not known, or the rule is not in force
-- Column:  is_unstated     boolean  -  the policy says no day to count from
-- Column:  keep_until_on   date     -  last day that it must be kept; null for a maximum
-- Column:  due_on          date     -  day of gallring by this rule alone
-- Order:   record_number, valid_from, rule_id

with

rule_pairs as (

    select
        records.*,
        record_groups.record_number,
        timezone('Europe/Stockholm', records.first_seen_at)::date as first_seen_on,
        governing_rules.valid_from,
        governing_rules.valid_to,
        governing_rules.rule_id,
        governing_rules.is_in_force,
        governing_rules.is_aml,
        governing_rules.kind,
        governing_rules.method,
        governing_rules.base,
        governing_rules.period,
        governing_rules.longest,
        governing_rules.unit,
        governing_rules.final_months

    from imported.records as records

    inner join register.record_groups as record_groups
        on records.rowid = record_groups.record_number

    inner join register.governing_rules as governing_rules
        on
            record_groups.system is not distinct from governing_rules.system
            and record_groups.record_type
            is not distinct from governing_rules.record_type
            and record_groups.is_own = governing_rules.is_own
            and record_groups.named_rules = governing_rules.named_rules

),

based_pairs as (

    select
        rule_pairs.*,
        case rule_pairs.base
            when 'first_seen_at' then rule_pairs.first_seen_on
            when 'last_seen_on' then rule_pairs.last_seen_on
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
                then
                    coalesce(
                        rule_pairs.relation_end,
                        rule_pairs.transaction_on,
                        rule_pairs.relation_refused_on
                    )
            when 'transaction_on' then rule_pairs.transaction_on
            when 'case_closed_on' then rule_pairs.case_closed_on
            when 'order_completed_on' then rule_pairs.order_completed_on
            when 'activity_ended_on' then rule_pairs.activity_ended_on
            when 'survey_closed_on' then rule_pairs.survey_closed_on
            when 'request_answered_on' then rule_pairs.request_answered_on
            when 'died_on' then rule_pairs.died_on
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
            case rule_pairs.base
                when 'contract_end' then rule_pairs.contract_active
                when 'account_closed_on' then rule_pairs.contract_active
                when 'employment_end' then rule_pairs.employed
                when 'relation_end' then rule_pairs.relation_active
                when 'consent_withdrawn_on' then rule_pairs.consent_active
                when 'discipline_closed_on' then rule_pairs.discipline_open
                when 'hold_until' then rule_pairs.hold_open
                when 'restriction_open' then rule_pairs.restriction_open
                when 'case_closed_on' then rule_pairs.case_open
                when 'order_completed_on' then rule_pairs.order_open
                when 'activity_ended_on' then rule_pairs.activity_open
                when 'survey_closed_on' then rule_pairs.survey_open
                when 'request_answered_on' then rule_pairs.request_open
                when 'died_on' then rule_pairs.is_living
            end,
            rule_pairs.method = 'until_further',
            false
        ) as is_open

    from rule_pairs

),

ended_pairs as (

    select
        based_pairs.*,
        case
            when unit = 'hours'
                then
                    timezone(
                        'Europe/Stockholm', first_seen_at + to_hours(period)
                    )::date
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
            when method = 'year_inclusive'
                then make_date(year(base_on) + period - 1, 12, 31)
            when method in ('end', 'hold', 'at_once') then base_on
        end as plain_end_on,
        case
            when longest is null then null
            when method = 'year_end' then make_date(year(base_on) + longest, 12, 31)
            when method = 'year_inclusive'
                then make_date(year(base_on) + longest - 1, 12, 31)
            else
                (
                    base_on + case unit
                        when 'days' then to_days(longest)
                        when 'months' then to_months(longest)
                        when 'years' then to_years(longest)
                    end
                )::date
        end as longest_end_on

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
                            + to_months(ended_pairs.final_months)
                        )::date
                    )
            else ended_pairs.plain_end_on
        end as end_on

    from ended_pairs

),

record_rules as (

    select
        record_number,
        valid_from,
        valid_to,
        rule_id,
        is_in_force,
        is_aml,
        kind,
        base,
        base_on,
        -- An end may lie ahead as a plan; what has happened may not.
        base in (
            'first_seen_at', 'last_seen_on', 'answered_on', 'case_closed_on',
            'order_completed_on', 'request_answered_on', 'died_on', 'event_on',
            'claim_created_on', 'transaction_on', 'consent_withdrawn_on',
            'erasure_approved_on', 'discipline_closed_on'
        ) as is_happened,
        is_open,
        rule_id is not null and not is_open and end_on is null as is_missing,
        not is_open
        and method not in ('end', 'hold', 'at_once')
        and coalesce(base, 'unstated') = 'unstated' as is_unstated,
        if(is_open or kind in ('maximum', 'immediate'), null, end_on) as keep_until_on,
        case
            when is_open then null
            when kind in ('maximum', 'immediate') then end_on
            when kind = 'range' then longest_end_on
            else end_on + 1
        end as due_on

    from final_pairs

)

select * from record_rules
order by record_number asc, valid_from asc nulls first, rule_id asc
