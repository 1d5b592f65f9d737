-- What:    Access log of Amazon's load balancers, application (ALB) and classic (ELB).
-- Grain:   one row per line of an HTTP request
-- Roles:   import
-- Reads:   export.lines
-- Table:   hits
-- Line:    (\w+ )?\d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+:\d+ \S+ (-?[\d.]+ ){3}(\d{3}|-) (\d{1,3}|-) -?\d+ -?\d+ ".*" ".*" \S+ \S+( .*)?$
-- Column:  line      bigint     -      number of the line in the file
-- Column:  address   varchar    -      address or host name of the client
-- Column:  seen_at   timestamp  -      instant of the request, UTC
-- Column:  target    varchar    -      what was asked for, query included
-- Column:  status    smallint   -      HTTP status; 0 without an answer, null when it cannot be read, below 0 when no visitor asked
-- Column:  referrer  varchar    -      page that the visitor came from
-- Column:  agent     varchar    -      user agent, null where the log keeps none
-- Column:  is_dnt    boolean    -      Do Not Track or Global Privacy Control, null where the log does not say
-- Order:   none

with

found_lines as (

    select
        line,
        regexp_extract(
            text,
            '^(?:\w+ )?(\d{4}-\d\d-\d\dT[\d:.]+Z) \S+ (\S+):\d+ \S+ (?:-?[\d.]+ ){3}'
            || '(\d{3}|-) (?:\d{1,3}|-) -?\d+ -?\d+ "(\S+ .*? \S+)" '
            || '"((?:[^"\\]|\\.)*)" \S+ \S+(?: .*)?\s*$',
            ['stamp', 'address', 'status', 'request', 'agent']
        ) as found

    from export.lines

),

fields as (

    select
        line,
        trim(found.address, '[]') as address,
        make_timestamp(epoch_us(try_cast(found.stamp as timestamptz))) as seen_at,
        -- The address asked for is whole: only its path is kept.
        nullif(
            regexp_replace(split_part(found.request, ' ', 2), '^\w+://[^/?]*', ''), ''
        ) as target,
        if(found.status = '-', 0::smallint, try_cast(found.status as smallint))
            as status,
        null::varchar as referrer,
        found.agent,
        null::boolean as is_dnt

    from found_lines

    -- A connection without any HTTP request has '- - - ' in its place.
    where found.address <> '' and not starts_with(found.request, '- ')

)

select * from fields
