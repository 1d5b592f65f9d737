-- What:    Mailings: reminders, news, marketing.
-- Grain:   one mailing to one person
-- Roles:   import
-- Reads:   export.rows
-- Table:   sends
-- Header:  send_id, person_key, send_type, sent_on, opted_out_on, has_agreement,
-- Header:  agreement_end_on
-- Column:  send_id           varchar    -  the mailing
-- Column:  person_key        varchar    -  the person
-- Column:  send_type         varchar    -  reminder, rules, news, marketing
-- Column:  sent_on           date       -  when
-- Column:  opted_out_on      date       -  the person said no
-- Column:  has_agreement     boolean    -  the person has an agreement
-- Column:  agreement_end_on  date       -  its last day
-- Column:  bad_fields        varchar[]  -  dates that were filled with something else
-- Order:   send_id

with

typed_rows as (

    select
        nullif(entries.send_id, '') as send_id,
        case
            when regexp_matches(entries.person_key, '@|^(\d\d)?\d{6}[-+ ]?\d{4}$')
                then 'rad ' || entries.line
            else nullif(entries.person_key, '')
        end as person_key,
        nullif(entries.send_type, '') as send_type,
        try_cast(entries.sent_on as date) as sent_on,
        try_cast(entries.opted_out_on as date) as opted_out_on,
        try_cast(entries.has_agreement as boolean) as has_agreement,
        try_cast(entries.agreement_end_on as date) as agreement_end_on,
        list_filter(
            [
                case
                    when
                        entries.sent_on <> ''
                        and try_cast(entries.sent_on as date) is null
                        then 'sent_on'
                end,
                case
                    when
                        entries.opted_out_on <> ''
                        and try_cast(entries.opted_out_on as date) is null
                        then 'opted_out_on'
                end,
                case
                    when
                        entries.agreement_end_on <> ''
                        and try_cast(entries.agreement_end_on as date) is null
                        then 'agreement_end_on'
                end
            ],
            lambda field: field is not null
        ) as bad_fields

    from export.rows as entries

)

select * from typed_rows
order by send_id asc
