-- What:    What each day means for a reply: where a last day on it moves, and what a receipt on it starts.
-- Grain:   one row per day of the calendar
-- Roles:   dpo
-- Reads:   policy.calendar, policy.constants, policy.choices
-- Column:  day                 date     -     the day
-- Column:  holiday             varchar  -     its name when it is allmän helgdag
-- Column:  due_on              date     -     where a last day on it moves, as the organisation has chosen to count
-- Column:  due_with_eves_on    date     -     the same when the three eves move it too
-- Column:  reply_on            date     -     same number next month, or the month's last day
-- Column:  extended_on         date     -     the same with the extension
-- Column:  promise_on          date     -     the organisation's own promise, null when there is none
-- Column:  soon_days           bigint   days  how long before its last day a request is due soon
-- Column:  identity_days       bigint   days  identity asked for later than this is late
-- Column:  is_pause_restarting boolean  -     the period starts again after a pause; else the pause is added
-- Column:  has_refusal_extension boolean -    a refusal may use the extension
-- Column:  reply_citation      varchar  -     where reply_on comes from
-- Column:  extension_citation  varchar  -     where extended_on comes from
-- Column:  promise_citation    varchar  -     where promise_on comes from
-- Column:  moving_citation     varchar  -     where due_on comes from
-- Column:  pause_citation      varchar  -     where the counting of pauses comes from
-- Column:  refusal_citation    varchar  -     where the last day of a refusal comes from
-- Order:   day

with

rules as (

    select
        name,
        { 'value': cast(value as varchar), 'citation': citation } as rule,
        valid_from,
        valid_to,
        rowid as place
    from policy.constants

    union all

    select
        name,
        { 'value': value, 'citation': citation } as rule,
        valid_from,
        valid_to,
        rowid as place
    from policy.choices

),

-- The days on which a rule begins or has ended; between them the same are in force.
turns as (

    select day
    from policy.calendar
    where
        day in (select min(days.day) from policy.calendar as days)
        or day in (select unnest([rules.valid_from, rules.valid_to + 1]) from rules)

),

-- Of the rules with one name, the last to come into force before the day counts; the
-- organisation's own stand after the law's.
rules_in_force as (

    select
        turns.day,
        rules.name,
        last(rules.rule order by rules.valid_from, rules.place) as rule

    from turns

    left join rules
        on
            turns.day >= rules.valid_from
            and coalesce(turns.day <= rules.valid_to, true)

    group by all

),

day_rules as (

    select
        day,
        any_value(rule) filter (where name = 'reply_months') as reply,
        any_value(rule) filter (where name = 'extension_months') as extension,
        any_value(rule) filter (where name = 'promise_days') as promise,
        any_value(rule) filter (where name = 'soon_days') as soon,
        any_value(rule) filter (where name = 'identity_days') as identity_rule,
        any_value(rule) filter (where name = 'last_day') as last_day,
        any_value(rule) filter (where name = 'pause_counting') as pause_counting,
        any_value(rule) filter (where name = 'refusal_extension') as refusal

    from rules_in_force

    group by day

),

reply_days as (

    select
        calendar.day,
        calendar.holiday,
        case
            when day_rules.last_day.value = 'with_eves'
                then calendar.rolled_with_eves_on
            else calendar.rolled_on
        end as due_on,
        calendar.rolled_with_eves_on as due_with_eves_on,
        -- A month added to a day gives an instant, cut back to the day.
        cast(calendar.day + to_months(cast(day_rules.reply.value as integer)) as date)
            as reply_on,
        cast(
            calendar.day + to_months(cast(day_rules.extension.value as integer)) as date
        ) as extended_on,
        calendar.day + cast(day_rules.promise.value as integer) as promise_on,
        cast(day_rules.soon.value as bigint) as soon_days,
        cast(day_rules.identity_rule.value as bigint) as identity_days,
        coalesce(day_rules.pause_counting.value = 'restarted', false)
            as is_pause_restarting,
        coalesce(day_rules.refusal.value = 'extended', false)
            as has_refusal_extension,
        day_rules.reply.citation as reply_citation,
        day_rules.extension.citation as extension_citation,
        day_rules.promise.citation as promise_citation,
        day_rules.last_day.citation as moving_citation,
        day_rules.pause_counting.citation as pause_citation,
        day_rules.refusal.citation as refusal_citation

    from policy.calendar as calendar

    asof left join day_rules
        on calendar.day >= day_rules.day

)

select * from reply_days
order by day asc
