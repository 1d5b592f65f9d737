-- What:    Tickets in the words of the neutral CSV: days as ISO, from the newest row of each.
-- Grain:   one row of the export
-- Roles:   import
-- Reads:   export.neutral, export.days
-- Column:  line                       bigint   -  number of the ticket or, where one asks for several rights, of the right
-- Column:  request_id                 varchar  -  number in the ticket system
-- Column:  request_type               varchar  -  the ticket system's own word
-- Column:  received_at                varchar  -  ISO; empty when it says nothing
-- Column:  identity_requested_on      varchar  -  the same
-- Column:  identity_verified_on       varchar  -  the same
-- Column:  clarification_asked_on     varchar  -  the same
-- Column:  clarification_answered_on  varchar  -  the same
-- Column:  extension_notified_on      varchar  -  the same
-- Column:  extension_reason           varchar  -  as it stood
-- Column:  closed_on                  varchar  -  ISO; empty when it says nothing
-- Column:  outcome                    varchar  -  the ticket system's own word
-- Column:  refusal_reason             varchar  -  as it stood
-- Column:  ticket_status              varchar  -  the ticket system's own word
-- Column:  channel                    varchar  -  the ticket system's own word
-- Column:  team                       varchar  -  group or queue
-- Column:  fee                        varchar  -  as it stood
-- Column:  identity_method            varchar  -  how identity was asked for
-- Column:  system                     varchar  -  the ticket system
-- Order:   line

with

days_of_tickets as (

    select
        line,
        max(written) filter (where field = 'received_at') as received_at,
        max(written) filter (where field = 'identity_requested_on')
            as identity_requested_on,
        max(written) filter (where field = 'identity_verified_on')
            as identity_verified_on,
        max(written) filter (where field = 'clarification_asked_on')
            as clarification_asked_on,
        max(written) filter (where field = 'clarification_answered_on')
            as clarification_answered_on,
        max(written) filter (where field = 'extension_notified_on')
            as extension_notified_on,
        max(written) filter (where field = 'closed_on') as closed_on,
        max(happened_at) filter (where field = 'updated_at') as updated_at

    from export.days

    group by line

),

-- An empty cell of a column that is there stays empty; null means: no such column.
dated_tickets as (

    select
        neutral.line,
        neutral.request_id,
        neutral.request_type,
        coalesce(days_of_tickets.received_at, neutral.received_at) as received_at,
        coalesce(days_of_tickets.identity_requested_on, neutral.identity_requested_on)
            as identity_requested_on,
        coalesce(days_of_tickets.identity_verified_on, neutral.identity_verified_on)
            as identity_verified_on,
        coalesce(days_of_tickets.clarification_asked_on, neutral.clarification_asked_on)
            as clarification_asked_on,
        coalesce(
            days_of_tickets.clarification_answered_on, neutral.clarification_answered_on
        ) as clarification_answered_on,
        coalesce(days_of_tickets.extension_notified_on, neutral.extension_notified_on)
            as extension_notified_on,
        neutral.extension_reason,
        coalesce(days_of_tickets.closed_on, neutral.closed_on) as closed_on,
        neutral.outcome,
        neutral.refusal_reason,
        neutral.ticket_status,
        neutral.channel,
        neutral.team,
        neutral.fee,
        neutral.identity_method,
        neutral.system,
        days_of_tickets.updated_at,
        neutral.line >> 32 as place,
        coalesce(
            nullif(neutral.request_id, ''), cast(neutral.line & 4294967295 as varchar)
        ) as ticket

    from export.neutral as neutral

    left join days_of_tickets on neutral.line = days_of_tickets.line

),

-- A ticket that is listed again for each change says each time what it says last.
newest_tickets as (

    select * exclude (line, updated_at)

    from dated_tickets

    qualify
        row_number() over (
            partition by place, ticket
            order by updated_at desc nulls last, line desc
        ) = 1

),

repeated_tickets as (

    select
        dated_tickets.line,
        newest_tickets.*

    from dated_tickets

    inner join newest_tickets
        on
            dated_tickets.place = newest_tickets.place
            and dated_tickets.ticket = newest_tickets.ticket

),

tickets as (

    select * exclude (place, ticket)

    from repeated_tickets

)

select * from tickets
order by line asc
