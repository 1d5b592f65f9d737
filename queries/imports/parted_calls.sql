-- What:    Calls of which another export has the beginning: the same id, begun before it ended, or in the same second.
-- Grain:   one row per call and beginning
-- Roles:   import
-- Reads:   export.ends
-- Column:  part_id   varchar  -  the export of the later part
-- Column:  row_key   ubigint  -  of the later part
-- Column:  head_id   varchar  -  the export of the beginning
-- Column:  head_key  ubigint  -  row_key of the beginning
-- Order:   later parts first

with

-- Of two numbers outside only those made with one key can be held against each other.
keyed_ends as (

    select
        part_id,
        row_key,
        direction,
        began_at,
        began_at
        + to_seconds(coalesce(wait_seconds, 0) + coalesce(talk_seconds, 0))
        + interval 1 hour as may_go_on_until,
        unnest([id_keys[1], id_keys[2]]) as id_key,
        unnest([caller, persons_before[1]]) as caller

    from export.ends

),

paired_ends as (

    select distinct
        tails.part_id,
        tails.row_key,
        heads.part_id as head_id,
        heads.row_key as head_key,
        tails.began_at,
        heads.began_at as head_began_at,
        coalesce(
            tails.direction = heads.direction and tails.caller <> heads.caller, false
        ) as is_of_other_person

    from keyed_ends as tails

    inner join keyed_ends as heads
        on
            tails.id_key = heads.id_key
            and tails.part_id <> heads.part_id
            -- Of two that began in the same second either may be the beginning.
            and (tails.began_at, tails.part_id) > (heads.began_at, heads.part_id)
            and tails.began_at <= heads.may_go_on_until

),

-- An export that starts its ids from 1 again, or that is of another exchange, has other
-- callers behind them. Where that is so of one id in three, no id is the same.
parted_calls as (

    select
        *,
        avg(is_of_other_person::integer) over (
            partition by least(part_id, head_id), greatest(part_id, head_id)
        ) as others

    from paired_ends

    qualify not is_of_other_person and others <= 1 / 3

)

select
    part_id,
    row_key,
    head_id,
    head_key

from parted_calls

order by
    began_at desc,
    part_id desc,
    head_began_at asc,
    head_id asc,
    row_key asc,
    head_key asc
