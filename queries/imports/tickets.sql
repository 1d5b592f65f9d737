-- What:    Tickets in the words of the neutral CSV: days as ISO, told by the newest row of each.
-- Grain:   one row of the export
-- Roles:   import
-- Reads:   export.told, export.days, export.orders, export.manner
-- Column:  line                       bigint   -  number of the ticket or, where one asks for several rights, of the right
-- Column:  request_id                 varchar  -  number in the ticket system
-- Column:  request_type               varchar  -  the ticket system's own word
-- Column:  received_at                varchar  -  ISO; as it stood when it is no day
-- Column:  identity_requested_on      varchar  -  the same
-- Column:  identity_verified_on       varchar  -  the same
-- Column:  clarification_asked_on     varchar  -  the same
-- Column:  clarification_answered_on  varchar  -  the same
-- Column:  extension_notified_on      varchar  -  the same
-- Column:  extension_reason           varchar  -  as it stood
-- Column:  closed_on                  varchar  -  ISO; as it stood when it is no day
-- Column:  outcome                    varchar  -  the ticket system's own word
-- Column:  ticket_status              varchar  -  the ticket system's own word
-- Column:  channel                    varchar  -  the ticket system's own word
-- Column:  team                       varchar  -  group or queue
-- Column:  fee                        varchar  -  as it stood
-- Column:  identity_method            varchar  -  how identity was asked for
-- Column:  system                     varchar  -  the ticket system
-- Order:   line

with

ordered_days as (

    select
        days.line,
        days.field,
        days.content,
        days.clock,
        days.zone,
        printf(
            '%04d-%02d-%02d',
            days.year,
            coalesce(
                days.month,
                case when orders.is_month_first then days.first else days.second end
            ),
            coalesce(
                days.day,
                case when orders.is_month_first then days.second else days.first end
            )
        ) as day

    from export.days as days

    left join export.orders as orders on days.field = orders.field

),

-- A clock of another zone is set to the one on the wall here; a mere day is not moved.
iso_days as (

    select
        ordered_days.line,
        ordered_days.field,
        case
            when ordered_days.day is null then ordered_days.content
            when ordered_days.clock is null then ordered_days.day
            when ordered_days.zone is not null
                then concat(
                    ordered_days.day, ' ', ordered_days.clock, ordered_days.zone
                )
            else coalesce(
                cast(
                    timezone(
                        'Europe/Stockholm',
                        timezone(
                            manner.time_zone,
                            try_cast(
                                concat(ordered_days.day, ' ', ordered_days.clock)
                                as timestamp
                            )
                        )
                    ) as varchar
                ),
                ordered_days.content
            )
        end as content

    from ordered_days

    cross join export.manner as manner

),

days_of_tickets as (

    select
        line,
        max(content) filter (where field = 'received_at') as received_at,
        max(content) filter (where field = 'identity_requested_on')
            as identity_requested_on,
        max(content) filter (where field = 'identity_verified_on')
            as identity_verified_on,
        max(content) filter (where field = 'clarification_asked_on')
            as clarification_asked_on,
        max(content) filter (where field = 'clarification_answered_on')
            as clarification_answered_on,
        max(content) filter (where field = 'extension_notified_on')
            as extension_notified_on,
        max(content) filter (where field = 'closed_on') as closed_on,
        max(content) filter (where field = 'updated_at') as updated_at

    from iso_days

    group by line

),

-- An empty cell of a column that is there stays empty; null means: no such column.
dated_tickets as (

    select
        told.line,
        told.request_id,
        told.request_type,
        coalesce(days_of_tickets.received_at, told.received_at) as received_at,
        coalesce(days_of_tickets.identity_requested_on, told.identity_requested_on)
            as identity_requested_on,
        coalesce(days_of_tickets.identity_verified_on, told.identity_verified_on)
            as identity_verified_on,
        coalesce(days_of_tickets.clarification_asked_on, told.clarification_asked_on)
            as clarification_asked_on,
        coalesce(
            days_of_tickets.clarification_answered_on, told.clarification_answered_on
        ) as clarification_answered_on,
        coalesce(days_of_tickets.extension_notified_on, told.extension_notified_on)
            as extension_notified_on,
        told.extension_reason,
        coalesce(days_of_tickets.closed_on, told.closed_on) as closed_on,
        told.outcome,
        told.ticket_status,
        told.channel,
        told.team,
        told.fee,
        told.identity_method,
        told.system,
        days_of_tickets.updated_at,
        coalesce(nullif(told.request_id, ''), cast(told.line as varchar)) as ticket

    from export.told as told

    left join days_of_tickets on told.line = days_of_tickets.line

),

-- A ticket that is listed again for each change says each time what it says last.
newest_tickets as (

    select * exclude (line, updated_at)

    from dated_tickets

    qualify
        row_number() over (
            partition by ticket order by updated_at desc nulls last, line desc
        ) = 1

),

repeated_tickets as (

    select
        dated_tickets.line,
        newest_tickets.*

    from dated_tickets

    inner join newest_tickets on dated_tickets.ticket = newest_tickets.ticket

),

tickets as (

    select * exclude (ticket)

    from repeated_tickets

)

select * from tickets
order by line asc
