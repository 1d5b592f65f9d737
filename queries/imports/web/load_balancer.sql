-- What:    Access log of Amazon's load balancers, application (ALB) and classic (ELB).
-- Grain:   one row per line of an HTTP request
-- Line:    (\w+ )?\d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+:\d+ \S+ (-?[\d.]+ ){3}(\d{3}|-) (\d{1,3}|-) -?\d+ -?\d+ ".*" ".*" \S+ \S+( .*)?$

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
        -- 24:00 is the end of a day to some and its beginning to others.
        make_timestamp(
            epoch_us(try_cast(replace(found.stamp, 'T24:', 'T?:') as timestamptz))
        ) as seen_at,
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
