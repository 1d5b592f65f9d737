-- What:    Systems that hold personal data, as the inventory lists them.
-- Grain:   one system
-- Roles:   import
-- Reads:   export.rows
-- Table:   systems
-- Header:  system, supplier, owner_id, country, is_own, is_sensitive, is_restricted,
-- Header:  has_gallring_routine, dpa_signed_on, gallring_run_on
-- Column:  system                varchar    -  the system's name
-- Column:  supplier              varchar    -  the company that supplies it
-- Column:  owner_id              varchar    -  who answers for it, by id
-- Column:  country               varchar    -  where the data lies, two letters
-- Column:  is_own                boolean    -  the organisation's own system, no supplier has access
-- Column:  is_sensitive          boolean    -  it holds sensitive data
-- Column:  is_restricted         boolean    -  access to it is strictly limited
-- Column:  has_gallring_routine  boolean    -  a routine for gallring is written
-- Column:  dpa_signed_on         date       -  the processing agreement was signed
-- Column:  gallring_run_on       date       -  gallring last ran
-- Column:  bad_fields            varchar[]  -  dates that were filled with something else
-- Order:   system

with

typed_rows as (

    select
        nullif(entries.system, '') as system,
        nullif(entries.supplier, '') as supplier,
        case
            when regexp_matches(entries.owner_id, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.owner_id, '')
        end as owner_id,
        nullif(entries.country, '') as country,
        try_cast(entries.is_own as boolean) as is_own,
        try_cast(entries.is_sensitive as boolean) as is_sensitive,
        try_cast(entries.is_restricted as boolean) as is_restricted,
        try_cast(entries.has_gallring_routine as boolean) as has_gallring_routine,
        try_cast(entries.dpa_signed_on as date) as dpa_signed_on,
        try_cast(entries.gallring_run_on as date) as gallring_run_on,
        list_filter(
            [
                case
                    when
                        entries.dpa_signed_on <> ''
                        and try_cast(entries.dpa_signed_on as date) is null
                        then 'dpa_signed_on'
                end,
                case
                    when
                        entries.gallring_run_on <> ''
                        and try_cast(entries.gallring_run_on as date) is null
                        then 'gallring_run_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by system asc
