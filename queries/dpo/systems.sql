-- What:    The systems that hold personal data, and what each is waiting for.
-- Grain:   one row per system, named in the inventory of systems or of records
-- Roles:   dpo
-- Reads:   register.systems, register.record_states
-- Param:   as_of                 date     the day that counts as today
-- Column:  system                varchar  -        the system's name
-- Column:  is_listed             boolean  -        it stands in the inventory of systems
-- Column:  supplier              varchar  -        the company that supplies it
-- Column:  country               varchar  -        where the data lies, two letters
-- Column:  is_sensitive          boolean  -        it holds sensitive data
-- Column:  has_gallring_routine  boolean  -        a routine for gallring is written
-- Column:  dpa_signed_on         date     -        the processing agreement was signed
-- Column:  gallring_run_on       date     -        gallring last ran
-- Column:  records               bigint   records  still there, series counted with their size
-- Column:  overdue_records       bigint   records  of them, overdue for gallring
-- Column:  exported_on           date     -        the newest inventory of its records
-- Order:   overdue_records, most first, then system
-- Changes: systems | system

with

counted_systems as (

    select
        system,
        sum(count) filter (where is_there)::bigint as records,
        sum(count) filter (where status = 'Försenad gallring')::bigint
            as overdue_records,
        max(exported_on) as exported_on

    from register.record_states($as_of)

    group by system

),

joined_systems as (

    select
        coalesce(systems.system, counted_systems.system) as system,
        systems.system is not null as is_listed,
        systems.supplier,
        systems.country,
        systems.is_sensitive,
        systems.has_gallring_routine,
        systems.dpa_signed_on,
        systems.gallring_run_on,
        coalesce(counted_systems.records, 0) as records,
        coalesce(counted_systems.overdue_records, 0) as overdue_records,
        counted_systems.exported_on

    from register.systems as systems

    full join counted_systems
        on systems.system = counted_systems.system

)

select * from joined_systems
order by overdue_records desc, system asc
