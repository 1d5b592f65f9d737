-- What:    Counts of calls that outlive the rows, for the promises about the log.
-- Grain:   one row per month and fact
-- Roles:   import
-- Reads:   imported.calls
-- Column:  source  varchar  -     always telephone
-- Column:  month   date     -     first day of the month
-- Column:  fact    varchar  -     what is counted
-- Column:  count   bigint   rows  how many
-- Order:   month, fact

with

unknown_words as (

    select
        month,
        unnest(unknown_words) as word

    from imported.calls

    where len(unknown_words) > 0

),

facts as (

    select
        'telephone' as source,
        month,
        unnest(['calls', 'withheld', 'masked']) as fact,
        unnest([
            count(*),
            if(
                count(is_withheld_number) > 0,
                count(*) filter (where is_withheld_number),
                null
            ),
            count(*) filter (where number_kind = 'masked')
        ]) as count

    from imported.calls

    group by month

    union all

    select
        'telephone' as source,
        month,
        'calls_in_queue:' || queue as fact,
        count(*) as count

    from imported.calls

    where queue is not null

    group by month, queue

    union all

    select
        'telephone' as source,
        month,
        'callers_in_queue:' || queue as fact,
        count(caller) as count

    from imported.calls

    where queue is not null

    group by month, queue

    union all

    select
        'telephone' as source,
        month,
        'unknown_word:' || word as fact,
        count(*) as count

    from unknown_words

    group by month, word

)

select * from facts
where count is not null
order by month asc, fact asc
