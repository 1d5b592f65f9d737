-- What:    Notes about calls and e-mails in cases, without their text.
-- Grain:   one note
-- Roles:   import
-- Reads:   export.rows
-- Table:   notes
-- Header:  note_id, case_id, channel, noted_on, call_id, is_rights_request,
-- Header:  request_id
-- Column:  note_id            varchar    -  the note
-- Column:  case_id            varchar    -  the case
-- Column:  channel            varchar    -  phone, email
-- Column:  noted_on           date       -  when
-- Column:  call_id            varchar    -  the call it belongs to
-- Column:  is_rights_request  boolean    -  it holds a request for a right
-- Column:  request_id         varchar    -  the request that was registered for it
-- Column:  bad_fields         varchar[]  -  dates that were filled with something else
-- Order:   note_id

with

typed_rows as (

    select
        nullif(entries.note_id, '') as note_id,
        nullif(entries.case_id, '') as case_id,
        nullif(entries.channel, '') as channel,
        try_cast(entries.noted_on as date) as noted_on,
        nullif(entries.call_id, '') as call_id,
        try_cast(entries.is_rights_request as boolean) as is_rights_request,
        nullif(entries.request_id, '') as request_id,
        list_filter(
            [
                case
                    when
                        entries.noted_on <> ''
                        and try_cast(entries.noted_on as date) is null
                        then 'noted_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by note_id asc
