-- What:    Records of some systems, kinds, rules and states, the most urgent first.
-- Grain:   one row per record or series of records, as many as asked for
-- Roles:   dpo
-- Reads:   dpo.standing_records
-- Param:   as_of          date     the day that counts as today
-- Param:   system         varchar  the system that holds them; null for all
-- Param:   record_type    varchar  kind of record; null for all
-- Param:   status         varchar  how they stand; null for all
-- Param:   deciding_rule  varchar  the rule, or rules, that decide; null for all
-- Param:   words          varchar  part of the number in the system; null or empty for all
-- Param:   keys           varchar  system, record_type and record_id with chr(31) between them, one after another with chr(30); null for all
-- Param:   most           bigint   how many to list
-- Column:  record_id      varchar  -        number in the system
-- Column:  status         varchar  -        Försenad gallring, Gallras i dag, Tills vidare ...
-- Column:  days_to_due    bigint   days     to due_on; below 0 when overdue
-- Column:  due_on         date     -        day of gallring
-- Column:  keep_until_on  date     -        last day that it must be kept
-- Column:  system         varchar  -        the system that holds it
-- Column:  record_type    varchar  -        kind of record
-- Column:  count          bigint   records  in a series
-- Column:  deciding_rule  varchar  -        the rule, or rules, that decide
-- Column:  is_held        boolean  -        a gallringsstopp of the dashboard or the system holds it
-- Column:  exported_on    date     -        the inventory it stands in
-- Order:   days_to_due, overdue first, then system, record_type, record_id
-- Changes: records | system, record_type, record_id

with

asked as (

    select
        $as_of::date as as_of,
        $system::varchar as system,
        $record_type::varchar as record_type,
        $status::varchar as status,
        $deciding_rule::varchar as deciding_rule,
        lower($words::varchar) as words,
        string_split($keys::varchar, chr(30)) as keys

),

chosen_records as (

    select standing_records.*

    from dpo.standing_records as standing_records

    cross join asked

    where
        coalesce(standing_records.system = asked.system, true)
        and coalesce(standing_records.record_type = asked.record_type, true)
        and coalesce(standing_records.status = asked.status, true)
        and (
            asked.deciding_rule is null
            or coalesce(standing_records.deciding_rule = asked.deciding_rule, false)
        )
        and (
            coalesce(asked.words, '') = ''
            or contains(lower(standing_records.record_id), asked.words)
        )
        and (
            asked.keys is null
            or list_contains(
                asked.keys,
                concat_ws(
                    chr(31),
                    standing_records.system,
                    standing_records.record_type,
                    standing_records.record_id
                )
            )
        )

),

listed_records as (

    select chosen_records.*

    from chosen_records

    order by
        chosen_records.days_to_due asc nulls last,
        chosen_records.system asc,
        chosen_records.record_type asc,
        chosen_records.record_id asc

    limit $most::bigint

)

select
    * exclude (
        is_held_by_us, is_unruled, is_unstated, is_there, falls_due_on, falling_rule
    )
from listed_records
order by
    days_to_due asc nulls last,
    system asc,
    record_type asc,
    record_id asc
