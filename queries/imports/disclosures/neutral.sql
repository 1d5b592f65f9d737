-- What:    The disclosure log.
-- Grain:   one disclosure
-- Roles:   import
-- Reads:   export.rows
-- Table:   disclosures
-- Header:  disclosure_id, disclosed_on, recipient, recipient_type, legal_basis,
-- Header:  purpose_code
-- Column:  disclosure_id   varchar    -  the disclosure
-- Column:  disclosed_on    date       -  when
-- Column:  recipient       varchar    -  to whom
-- Column:  recipient_type  varchar    -  authority, insurer, partner ...
-- Column:  legal_basis     varchar    -  what it rests on
-- Column:  purpose_code    varchar    -  for which purpose
-- Column:  bad_fields      varchar[]  -  dates that were filled with something else
-- Order:   disclosure_id

with

typed_rows as (

    select
        nullif(entries.disclosure_id, '') as disclosure_id,
        try_cast(entries.disclosed_on as date) as disclosed_on,
        nullif(entries.recipient, '') as recipient,
        nullif(entries.recipient_type, '') as recipient_type,
        nullif(entries.legal_basis, '') as legal_basis,
        nullif(entries.purpose_code, '') as purpose_code,
        list_filter(
            [
                case
                    when
                        entries.disclosed_on <> ''
                        and try_cast(entries.disclosed_on as date) is null
                        then 'disclosed_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by disclosure_id asc
