-- What:    What happened in one request, and its last days: the rows of a picture.
-- Grain:   one row per event
-- Roles:   dpo
-- Reads:   register.deadlines
-- Param:   as_of         date     the day that counts as today
-- Param:   request_id    varchar  number in the ticket system
-- Column:  system        varchar  -  the ticket system
-- Column:  event         varchar  -  received, identity, clarification, extension, answered, promise, law, law_with_eves or as_of
-- Column:  from_on       date     -  the day, or the first day of a pause
-- Column:  to_on         date     -  the same day, or the day a pause ended
-- Column:  is_counted    boolean  -  it changes the last day by law
-- Order:   from_on, then event

with

asked as (

    select
        $as_of::date as as_of,
        $request_id::varchar as request_id

),

asked_requests as (

    select
        deadlines.*,
        asked.as_of

    from register.deadlines($as_of) as deadlines

    inner join asked on deadlines.request_id = asked.request_id

),

events as (

    select
        system,
        unnest([
            {
                'event': 'received',
                'from_on': received_on,
                'to_on': received_on,
                'is_counted': true
            },
            {
                'event': 'identity',
                'from_on': identity_requested_on,
                'to_on': identity_ended_on,
                'is_counted': is_identity_counted
            },
            {
                'event': 'clarification',
                'from_on': clarification_asked_on,
                'to_on': clarification_ended_on,
                'is_counted': is_clarification_counted
            },
            {
                'event': 'extension',
                'from_on': extension_notified_on,
                'to_on': extension_notified_on,
                'is_counted': extended_due_on = statutory_due_on
            },
            {
                'event': 'answered',
                'from_on': closed_on,
                'to_on': closed_on,
                'is_counted': false
            },
            {
                'event': 'promise',
                'from_on': promise_due_on,
                'to_on': promise_due_on,
                'is_counted': false
            },
            {
                'event': 'law',
                'from_on': statutory_due_on,
                'to_on': statutory_due_on,
                'is_counted': true
            },
            {
                'event': 'law_with_eves',
                'from_on': nullif(statutory_due_with_eves_on, statutory_due_on),
                'to_on': nullif(statutory_due_with_eves_on, statutory_due_on),
                'is_counted': false
            },
            {
                'event': 'as_of',
                'from_on': as_of,
                'to_on': as_of,
                'is_counted': false
            }
        ]) as happened

    from asked_requests

    where fault is null

),

timeline as (

    select
        system,
        happened.event,
        happened.from_on,
        happened.to_on,
        coalesce(happened.is_counted, false) as is_counted

    from events

    where happened.from_on is not null

)

select * from timeline
order by from_on asc, event asc, system asc
