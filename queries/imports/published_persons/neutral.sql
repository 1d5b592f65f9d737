-- What:    Persons in the public register.
-- Grain:   one person
-- Roles:   import
-- Reads:   export.rows
-- Table:   published_persons
-- Header:  person_key, is_published, has_agreement, agreement_end_on, has_picture,
-- Header:  shows_licence, licence_valid_to_on, shows_employer, is_employer_confirmed
-- Column:  person_key             varchar    -  the person
-- Column:  is_published           boolean    -  shown to the public
-- Column:  has_agreement          boolean    -  covered by an agreement
-- Column:  agreement_end_on       date       -  its last day
-- Column:  has_picture            boolean    -  a profile picture is kept
-- Column:  shows_licence          boolean    -  a licence is shown
-- Column:  licence_valid_to_on    date       -  the licence's last day
-- Column:  shows_employer         boolean    -  an employer is shown
-- Column:  is_employer_confirmed  boolean    -  the employer has confirmed
-- Column:  bad_fields             varchar[]  -  dates that were filled with something else
-- Order:   person_key

with

typed_rows as (

    select
        case
            when regexp_matches(entries.person_key, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.person_key, '')
        end as person_key,
        try_cast(entries.is_published as boolean) as is_published,
        try_cast(entries.has_agreement as boolean) as has_agreement,
        try_cast(entries.agreement_end_on as date) as agreement_end_on,
        try_cast(entries.has_picture as boolean) as has_picture,
        try_cast(entries.shows_licence as boolean) as shows_licence,
        try_cast(entries.licence_valid_to_on as date) as licence_valid_to_on,
        try_cast(entries.shows_employer as boolean) as shows_employer,
        try_cast(entries.is_employer_confirmed as boolean) as is_employer_confirmed,
        list_filter(
            [
                case
                    when
                        entries.agreement_end_on <> ''
                        and try_cast(entries.agreement_end_on as date) is null
                        then 'agreement_end_on'
                end,
                case
                    when
                        entries.licence_valid_to_on <> ''
                        and try_cast(entries.licence_valid_to_on as date) is null
                        then 'licence_valid_to_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by person_key asc
