-- What:    Training in data protection.
-- Grain:   one person
-- Roles:   import
-- Reads:   export.rows
-- Table:   trainings
-- Header:  person_key, employed_on, trained_on
-- Column:  person_key   varchar    -  the person
-- Column:  employed_on  date       -  first day
-- Column:  trained_on   date       -  last trained
-- Column:  bad_fields   varchar[]  -  dates that were filled with something else
-- Order:   person_key

with

typed_rows as (

    select
        case
            when regexp_matches(entries.person_key, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.person_key, '')
        end as person_key,
        try_cast(entries.employed_on as date) as employed_on,
        try_cast(entries.trained_on as date) as trained_on,
        list_filter(
            [
                case
                    when
                        entries.employed_on <> ''
                        and try_cast(entries.employed_on as date) is null
                        then 'employed_on'
                end,
                case
                    when
                        entries.trained_on <> ''
                        and try_cast(entries.trained_on as date) is null
                        then 'trained_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by person_key asc
