-- What:    What a search finds by name or number: requests, promises, systems, kinds of record and rules.
-- Grain:   one row per thing that has a name or a number
-- Roles:   dpo
-- Reads:   register.requests, register.systems, register.records, policy.promises, policy.record_kinds, policy.retention_rules
-- Param:   as_of     date     the day that counts as today
-- Column:  kind      varchar  -  request, promise, system, record_type or rule
-- Column:  key       varchar  -  its number or name, as its page opens it
-- Column:  about_sv  varchar  -  what it is, in Swedish; null when its name says it
-- Column:  about_en  varchar  -  the same in English
-- Column:  words     varchar  -  other words it is found by, as the policy or the export writes them
-- Column:  place     bigint   -  where it stands among its kind, the newest request first
-- Order:   kind, then the newest request first, then key

with

-- Days, rights and numbers only: what the person wrote was never stored.
requests as (

    select
        'request' as kind,
        requests.request_id as key,
        requests.right_used as about_sv,
        requests.right_used as about_en,
        concat_ws(' ', requests.system, requests.kind, requests.received_on)
            as words,
        -date_diff('day', date '1970-01-01', requests.received_on) as place

    from register.requests as requests

),

promises as (

    select
        'promise' as kind,
        promises.promise_id as key,
        coalesce(promises.gloss_sv, promises.quote) as about_sv,
        promises.gloss_en as about_en,
        concat_ws(' ', promises.area, promises.quote, promises.citation) as words,
        len(promises.promise_id) as place

    from policy.promises_on($as_of) as promises

),

named_systems as (

    select
        system,
        supplier
    from register.systems

    union all

    select
        system,
        null as supplier
    from register.records

),

systems as (

    select
        'system' as kind,
        system as key,
        max(supplier) as about_sv,
        max(supplier) as about_en,
        null as words,
        0 as place

    from named_systems

    where system is not null

    group by system

),

named_types as (

    select
        system,
        record_type,
        null as citation
    from register.records

    union all

    select
        record_kinds.system,
        record_kinds.record_type,
        record_kinds.citation

    from policy.record_kinds_on($as_of) as record_kinds

),

record_types as (

    select
        'record_type' as kind,
        record_type as key,
        string_agg(distinct system, ', ' order by system) as about_sv,
        string_agg(distinct system, ', ' order by system) as about_en,
        string_agg(distinct citation, ' ' order by citation) as words,
        0 as place

    from named_types

    where record_type is not null

    group by record_type

),

rules as (

    select
        'rule' as kind,
        retention_rules.rule_id as key,
        retention_rules.gloss_sv as about_sv,
        retention_rules.gloss_en as about_en,
        retention_rules.citation as words,
        0 as place

    from policy.retention_rules_on($as_of) as retention_rules

),

things as (

    select * from requests

    union all

    select * from promises

    union all

    select * from systems

    union all

    select * from record_types

    union all

    select * from rules

)

select
    kind,
    key,
    about_sv,
    about_en,
    words,
    place

from things

order by kind asc, place asc, key asc
