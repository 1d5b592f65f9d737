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

-- Of the rules with one name, the last to come into force before the day counts; the
-- organisation's own stand after the law's.
constants_in_force as (

    select
        calendar.day,
        constants.name,
        last(
            { 'value': constants.value, 'citation': constants.citation }
            order by constants.valid_from, constants.rowid
        ) as rule

    from policy.calendar as calendar

    inner join policy.constants as constants
        on
            calendar.day >= constants.valid_from
            and coalesce(calendar.day <= constants.valid_to, true)

    where
        constants.name in (
            'reply_months', 'extension_months', 'promise_days', 'soon_days',
            'identity_days'
        )

    group by all

),

choices_in_force as (

    select
        calendar.day,
        choices.name,
        last(
            { 'value': choices.value, 'citation': choices.citation }
            order by choices.valid_from, choices.rowid
        ) as choice

    from policy.calendar as calendar

    inner join policy.choices as choices
        on
            calendar.day >= choices.valid_from
            and coalesce(calendar.day <= choices.valid_to, true)

    where choices.name in ('last_day', 'pause_counting', 'refusal_extension')

    group by all

),

day_rules as (

    select
        day,
        any_value(rule) filter (where name = 'reply_months') as reply,
        any_value(rule) filter (where name = 'extension_months') as extension,
        any_value(rule) filter (where name = 'promise_days') as promise,
        any_value(rule) filter (where name = 'soon_days') as soon,
        any_value(rule) filter (where name = 'identity_days') as identity_rule

    from constants_in_force

    group by day

),

day_choices as (

    select
        day,
        any_value(choice) filter (where name = 'last_day') as last_day,
        any_value(choice) filter (where name = 'pause_counting') as pause_counting,
        any_value(choice) filter (where name = 'refusal_extension') as refusal

    from choices_in_force

    group by day

),

reply_days as (

    select
        calendar.day,
        calendar.holiday,
        case
            when day_choices.last_day.value = 'with_eves'
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
        coalesce(day_choices.pause_counting.value = 'restarted', false)
            as is_pause_restarting,
        coalesce(day_choices.refusal.value = 'extended', false)
            as has_refusal_extension,
        day_rules.reply.citation as reply_citation,
        day_rules.extension.citation as extension_citation,
        day_rules.promise.citation as promise_citation,
        day_choices.last_day.citation as moving_citation,
        day_choices.pause_counting.citation as pause_citation,
        day_choices.refusal.citation as refusal_citation

    from policy.calendar as calendar

    left join day_rules on calendar.day = day_rules.day

    left join day_choices on calendar.day = day_choices.day

)

select * from reply_days
order by day asc
