-- What:    Which rules a record names: its own, else its kind's, and those of its flags.
-- Grain:   one row per record
-- Roles:   dpo
-- Reads:   imported.records
-- Column:  record_number    bigint     -  place of the record in imported.records
-- Column:  system           varchar    -  the system that holds it
-- Column:  record_type      varchar    -  kind of record
-- Column:  is_own           boolean    -  it names its own rules, in place of those of its kind
-- Column:  named_rules      varchar[]  -  the rules that it names itself, or by a flag
-- Order:   record_number

with

record_groups as (

    select
        rowid as record_number,
        system,
        record_type,
        coalesce(len(rules) > 0, false) as is_own,
        -- A flag on the record stops its gallring, or asks for it, whatever the kind.
        list_distinct(
            list_concat(
                coalesce(rules, []),
                if(hold_open or hold_until is not null, ['LEGAL_HOLD'], []),
                if(restriction_open, ['RESTRICTION'], []),
                if(discipline_open, ['DISCIPLINE'], []),
                if(erasure_approved_on is not null, ['ERASURE'], [])
            )
        ) as named_rules

    from imported.records

)

select * from record_groups
order by record_number asc
