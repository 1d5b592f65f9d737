-- What:    The numbers of a telephone log and of the policy's queues, as they are compared.
-- Grain:   one row per number as it is written
-- Roles:   import
-- Reads:   export.raw, export.queues
-- Column:  written  varchar  -  as it stands
-- Column:  number   varchar  -  digits, * or x where they are masked; empty when it is a word
-- Order:   none

with

written_numbers as (

    select from_number as written from export.raw

    union

    select to_number as written from export.raw

    union

    select dialled as written from export.queues

),

-- A word is no number. A spreadsheet writes 4.6702E+10: the digits that it left out are
-- masked too; or 46701740605.0, with nothing behind its point.
digits as (

    select
        written,
        case
            when regexp_full_match(written, '\+?[0-9]*([.,]0)?')
                then regexp_replace(written, '[.,]0$', '')
            when regexp_full_match(written, '\d([.,]\d+)?[eE]\+?\d\d?')
                then
                    rpad(
                        regexp_replace(written, '[.,]|[eE].*', '', 'g'),
                        regexp_extract(written, '\d+$')::integer + 1,
                        'x'
                    )
            else
                regexp_replace(
                    regexp_replace(
                        lower(written), '[a-zåäöøæ]*[a-wyzåäöøæ][a-zåäöøæ]*', '', 'g'
                    ),
                    '[^0-9*x+]',
                    '',
                    'g'
                )
        end as digits

    from written_numbers

    where written is not null

)

-- 0046, +46 and a leading 0 are three ways to write the same Swedish number.
select
    written,
    regexp_replace(
        regexp_replace(
            regexp_replace(digits, '^(?:\+|00)460?', '0'),
            '^46(\d[0-9*x]{7,})$',
            '0\1'
        ),
        '^00',
        '+'
    ) as number

from digits
