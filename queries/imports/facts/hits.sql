-- What:    Counts of log lines that outlive the rows, for the promises about the web.
-- Grain:   one row per month and fact
-- Roles:   import
-- Reads:   imported.hits
-- Column:  source  varchar  -     always web
-- Column:  month   date     -     first day of the month
-- Column:  fact    varchar  -     what is counted
-- Column:  count   bigint   rows  how many
-- Order:   month, fact

with

facts as (

    select
        'web' as source,
        month,
        unnest([
            'lines', 'robots', 'static', 'health_checks', 'dnt_rows',
            'full_addresses', 'truncated_addresses', 'ipv6'
        ]) as fact,
        unnest([
            count(*),
            count(*) filter (where is_robot),
            count(*) filter (where is_static),
            count(*) filter (where is_health_check),
            count(*) filter (where is_dnt),
            count(*) filter (where address_kind = 'ipv4'),
            count(*) filter (where address_kind = 'masked'),
            count(*) filter (where address_kind = 'ipv6')
        ]) as count

    from imported.hits

    group by month

)

select * from facts
order by month asc, fact asc
