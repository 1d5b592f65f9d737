-- What:    Words of ticket systems and telephone logs that no [[word]] of the policy explains.
-- Grain:   one row per system, field and word
-- Roles:   dpo
-- Reads:   imported.requests, register.source_facts, policy.words
-- Column:  system    varchar  -         the ticket system, or telephone
-- Column:  field     varchar  -         right, status, outcome or channel; call_outcome, call_direction or call_medium
-- Column:  word      varchar  -         as the system writes it; null when the field is empty
-- Column:  requests  bigint   requests  how many requests or calls carry it
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

-- Every request uses a right; it may lack an outcome and a channel. A word is looked up
-- once a day, not once a request.
told_words as (

    select
        system,
        used.field,
        used.word,
        heard_on,
        lower(trim(used.word)) as compared,
        count(*) as requests

    from used_words

    where used.word is not null or used.field = 'right'

    group by system, used.field, used.word, heard_on

),

-- The words that calls came in were noted as they were imported.
words_of_calls as (

    select
        source as system,
        split_part(fact, ':', 2) as field,
        nullif(substr(fact, len('unknown_word:' || field) + 2), '') as word,
        count as requests

    from register.source_facts

    where starts_with(fact, 'unknown_word:')

),

unmapped_words as (

    select
        told_words.system,
        told_words.field,
        told_words.word,
        cast(sum(told_words.requests) as bigint) as requests

    from told_words

    left join policy.words as words
        on
            told_words.field = words.field
            and told_words.compared = lower(trim(words.word))
            and coalesce(told_words.heard_on >= words.valid_from, true)
            and coalesce(told_words.heard_on <= words.valid_to, true)

    where words.word is null

    group by told_words.system, told_words.field, told_words.word

    union all

    select
        words_of_calls.system,
        words_of_calls.field,
        words_of_calls.word,
        cast(sum(words_of_calls.requests) as bigint) as requests

    from words_of_calls

    left join policy.words as words
        on
            words_of_calls.field = words.field
            and lower(trim(words_of_calls.word)) = lower(trim(words.word))

    where words.word is null

    group by words_of_calls.system, words_of_calls.field, words_of_calls.word

)

select * from unmapped_words
order by system asc, field asc, word asc
