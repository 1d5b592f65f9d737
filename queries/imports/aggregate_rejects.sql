-- What:    Rows of a report of web statistics that are no figure of one month.
-- Grain:   one row per such row
-- Roles:   import
-- Reads:   export.rows
-- Column:  line    bigint   -  number of the row's first line
-- Column:  reason  varchar  -  why
-- Order:   line

with

read_rows as (

    select
        line,
        reason,
        tool,
        lower(dimension) as dimension,
        lower(coalesce(label, '')) as label,
        label is null as has_no_label,
        coalesce(
            try_cast(first_on as date), try_strptime(first_on, '%Y%m%d')::date
        ) as first_day,
        coalesce(
            try_cast(last_on as date), try_strptime(last_on, '%Y%m%d')::date
        ) as last_day,
        coalesce(last_on, '') = '' as is_one_day,
        list_filter([views, visits, visitors], lambda cell: cell <> '') as cells

    from export.rows

),

aggregate_rejects as (

    select
        line,
        case
            when reason is not null then reason
            -- Google's totals stand in a row without a label too; Matomo, which has none,
            -- names a folder so.
            when
                dimension <> 'whole'
                and coalesce(tool, '') <> 'Matomo'
                and regexp_full_match(
                    label,
                    if(tool = 'Google Analytics 4', '|', '')
                    || '(grand )?total|totals|totalt|totalsumma|summa|sum|sammanlagt'
                )
                then 'totals_row'
            when coalesce(dimension, '') = '' then 'missing_field'
            when dimension not in ('whole', 'page', 'referrer', 'browser')
                then 'not_used'
            when dimension <> 'whole' and has_no_label then 'missing_field'
            when first_day is null or (last_day is null and not is_one_day)
                then 'bad_date'
            when last_day < first_day then 'bad_date'
            when date_trunc('month', first_day) <> date_trunc('month', last_day)
                then 'several_months'
            when len(cells) = 0 then 'missing_field'
            when
                len(list_filter(
                    cells,
                    lambda cell: not regexp_full_match(
                        cell,
                        '\d{1,3}([.,\x{20}\x{a0}\x{202f}]\d{3})+|\d{1,15}([.,]0+)?'
                    )
                )) > 0
                then 'bad_number'
        end as reason

    from read_rows

)

select * from aggregate_rejects
where reason is not null
order by line asc
