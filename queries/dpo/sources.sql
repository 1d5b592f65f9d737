-- What:    The sources that are expected, and how long ago each last came.
-- Grain:   one row per expected source
-- Roles:   dpo
-- Reads:   policy.sources, register.files
-- Param:   as_of          date     the day that counts as today
-- Column:  source         varchar  -      where the exports come from
-- Column:  files          bigint   files  exports taken in
-- Column:  last_on        date     -      newest day with data, null when nothing came
-- Column:  expected_days  integer  days   the policy expects an export this often
-- Column:  silent_days    bigint   days   since the newest day with data
-- Column:  status         varchar  -      i tid, sen, saknas, or väntas until the first is due
-- Order:   late and missing first, then those not due yet, then source

with

expected_sources as (

    select
        sources.source,
        sources.every_days as expected_days

    from policy.sources_on($as_of) as sources

    qualify
        row_number() over (
            partition by sources.source
            order by sources.valid_from desc
        ) = 1

),

-- A source is promised from the first day of its first version.
promised_sources as (

    select
        source,
        min(valid_from) as promised_on

    from policy.sources

    group by source

),

delivered_sources as (

    select
        source,
        count(*) as files,
        max(coalesce(last_on, exported_on)) as last_on

    from register.files

    where refused is null

    group by source

),

judged_sources as (

    select
        expected_sources.source,
        coalesce(delivered_sources.files, 0) as files,
        delivered_sources.last_on,
        expected_sources.expected_days,
        $as_of::date - delivered_sources.last_on as silent_days,
        case
            when
                delivered_sources.last_on is null
                and $as_of::date - promised_sources.promised_on
                <= expected_sources.expected_days
                then 'väntas'
            when delivered_sources.last_on is null then 'saknas'
            when
                $as_of::date - delivered_sources.last_on
                > expected_sources.expected_days
                then 'sen'
            else 'i tid'
        end as status

    from expected_sources

    inner join promised_sources
        on expected_sources.source = promised_sources.source

    left join delivered_sources
        on expected_sources.source = delivered_sources.source

)

select * from judged_sources
order by
    status = 'i tid' asc,
    status = 'väntas' asc,
    status desc,
    source asc
