-- What:    The days of a telephone log that are written as two numbers and a year.
-- Grain:   one row per day as it is written in a file
-- Roles:   import
-- Reads:   export.neutral
-- Column:  place    bigint   -  place of the file among those read together, 0 alone
-- Column:  written  varchar  -  as it stands, without its time of day; of no year as of a leap year
-- Order:   none

with

call_days as (

    select distinct
        line >> 32 as place,
        replace(
            regexp_extract(
                started_at, '^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})'
            ),
            '/0000',
            '/2024'
        ) as written

    from export.neutral

    where reason is null

)

select * from call_days

where written <> ''
