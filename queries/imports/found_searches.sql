-- What:    Searches in a block of log lines: requests of a search page that give a word.
-- Grain:   one row per search
-- Roles:   import
-- Reads:   export.timed_fields, export.searched, export.networks, export.browsers
-- Column:  place          bigint   -  place of the file among those read together, 0 alone
-- Column:  searched_on    date     -  local day
-- Column:  told_apart_by  varchar  -  what tells searches apart; never leaves memory
-- Column:  network        varchar  -  keyed hash of the address cut to /24, /48 or domain
-- Column:  word           varchar  -  what was searched for, normalised
-- Column:  is_zero_hit    boolean  -  unknown: a web log does not say
-- Column:  source         varchar  -  always web
-- Order:   none

with

found_searches as (

    select
        fields.line >> 32 as place,
        fields.visited_at::date as searched_on,
        concat_ws(
            '|', fields.address, fields.seen_at, fields.agent
        ) as told_apart_by,
        networks.network::varchar as network,
        searched.word,
        null::boolean as is_zero_hit,
        'web' as source

    from export.timed_fields as fields

    inner join export.searched as searched
        on fields.target = searched.target

    inner join export.networks as networks
        on fields.month = networks.month and fields.address = networks.address

    inner join export.browsers as browsers
        on fields.month = browsers.month and fields.agent = browsers.agent

    where
        fields.status between 200 and 399
        and not browsers.is_robot
        and not coalesce(fields.is_dnt, false)

)

select * from found_searches
