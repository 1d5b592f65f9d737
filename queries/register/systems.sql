-- What:    Systems that hold personal data, as the inventory lists them.
-- Grain:   one row per system
-- Roles:   dpo
-- Reads:   imported.systems
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
-- Column:  exported_on           date       -  the export it stands in
-- Order:   system

select
    systems.system,
    systems.supplier,
    systems.owner_id,
    systems.country,
    systems.is_own,
    systems.is_sensitive,
    systems.is_restricted,
    systems.has_gallring_routine,
    systems.dpa_signed_on,
    systems.gallring_run_on,
    systems.bad_fields,
    systems.exported_on

from imported.systems as systems

order by system asc
