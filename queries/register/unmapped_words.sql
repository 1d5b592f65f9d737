-- What:    Words of the ticket systems that no [[word]] of the policy explains.
-- Grain:   one row per system, field and word
-- Roles:   dpo
-- Reads:   imported.requests, policy.words
-- Column:  system    varchar  -         the ticket system
-- Column:  field     varchar  -         right, status, outcome or channel
-- Column:  word      varchar  -         as the ticket system writes it; null when the field is empty
-- Column:  requests  bigint   requests  how many carry it
-- Order:   system, field, word

with

used_words as (

    select
        system,
        coalesce(
            cast(timezone('Europe/Stockholm', received_at) as date),
            cast('infinity' as date)
        ) as heard_on,
        unnest([
            { 'field': 'right', 'word': request_type },
            { 'field': 'status', 'word': ticket_status },
            { 'field': 'outcome', 'word': outcome },
            { 'field': 'channel', 'word': channel }
        ]) as used

    from imported.requests

),

-- Every request uses a right; it may lack an outcome and a channel.
told_words as (

    select
        system,
        used.field,
        used.word,
        heard_on,
        lower(trim(used.word)) as compared

    from used_words

    where used.word is not null or used.field = 'right'

),

unmapped_words as (

    select
        told_words.system,
        told_words.field,
        told_words.word,
        count(*) as requests

    from told_words

    left join policy.words as words
        on
            told_words.field = words.field
            and told_words.compared = lower(trim(words.word))
            and coalesce(told_words.heard_on >= words.valid_from, true)
            and coalesce(told_words.heard_on <= words.valid_to, true)

    where words.word is null

    group by told_words.system, told_words.field, told_words.word

)

select * from unmapped_words
order by system asc, field asc, word asc
