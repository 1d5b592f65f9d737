-- What:    The sentences that explain a last day to answer; {} is filled in.
-- Grain:   one row per language
-- Roles:   dpo
-- Reads:
-- Column:  language               varchar  -  sv or en
-- Column:  received               varchar  -  received {}, the day by Swedish time.
-- Column:  counted                varchar  -  the time to answer runs from the day after and ends {} ({}).
-- Column:  identity               varchar  -  waited for identity {} to {}.
-- Column:  identity_late          varchar  -  identity was asked for {}, after the last day: no pause.
-- Column:  clarification          varchar  -  waited for clarification {} to {}.
-- Column:  clarification_late     varchar  -  clarification was asked for {}, after the last day: no pause.
-- Column:  added                  varchar  -  the pauses are {} days and are added: {} ({}).
-- Column:  restarted              varchar  -  after the pause the time starts again and ends {} ({}).
-- Column:  kept                   varchar  -  {} is {} and is not moved.
-- Column:  moved                  varchar  -  {} is {} and moves to {} ({}).
-- Column:  eves                   varchar  -  if the eves count as holidays the last day is {} (lag 1930:173 § 2).
-- Column:  not_extended           varchar  -  no extension was notified.
-- Column:  extended               varchar  -  extended {} with a reason: the time to answer ends {} ({}).
-- Column:  extended_late          varchar  -  the extension {} is not valid: it was notified after {} ({}).
-- Column:  extended_unreasoned    varchar  -  the extension {} is not valid: no reason is given ({}).
-- Column:  refused                varchar  -  refusal: the extension does not help, {} stands ({}).
-- Column:  reasoned               varchar  -  unfounded or excessive: the reason is recorded ({}).
-- Column:  unreasoned             varchar  -  unfounded or excessive without the reason that is needed ({}).
-- Column:  due                    varchar  -  last day by law: {}.
-- Column:  promised               varchar  -  last day by the promise: {} ({}).
-- Column:  unpromised             varchar  -  no promise about the time to answer.
-- Column:  paused                 varchar  -  waiting since {}; the day moves meanwhile.
-- Column:  answered               varchar  -  the reply was sent {}.
-- Column:  withdrawn              varchar  -  withdrawn {}.
-- Column:  complaint              varchar  -  complaint: counted like a request, but not in the share in time.
-- Column:  question               varchar  -  question: no last day by law.
-- Column:  not_own                varchar  -  merged ticket, duplicate or spam: no request of its own.
-- Column:  received_missing       varchar  -  the ticket does not say when the request was received.
-- Column:  closed_missing         varchar  -  the ticket is closed, but does not say when the reply was sent.
-- Column:  received_later         varchar  -  the day of receipt lies after the as-of day.
-- Column:  no_rule                varchar  -  no time to answer was in force that day; add one to the policy.
-- Column:  unreadable             varchar  -  a date cannot be read ({}); write it like 2026-11-23.
-- Column:  outside_calendar       varchar  -  a date lies outside the calendar.
-- Column:  before_received        varchar  -  an event lies before the receipt.
-- Column:  answered_before_asked  varchar  -  an answer lies before its question.
-- Column:  answered_unasked       varchar  -  an answer lacks its question: state when it was asked.
-- Column:  weekdays               varchar[]  -  the days of the week, Monday first
-- Order:   language

with

phrases as (

    select
        'sv' as language,
        'Inkom {}, dagen enligt svensk tid.' as received,
        'Svarstiden räknas från dagen därpå och slutar {} ({}).' as counted,
        'Väntade på identitet {} till {}.' as identity,
        'Identitet begärdes {}, efter sista dagen: ingen paus.' as identity_late,
        'Väntade på förtydligande {} till {}.' as clarification,
        'Förtydligande begärdes {}, efter sista dagen: ingen paus.'
            as clarification_late,
        'Pauserna är {} dagar och läggs till: {} ({}).' as added,
        'Efter pausen räknas tiden om och slutar {} ({}).' as restarted,
        '{} är {} och flyttas inte.' as kept,
        '{} är {} och flyttas till {} ({}).' as moved,
        'Räknas aftnarna som helgdag blir sista dagen {} (lag 1930:173 2 §).' as eves,
        'Ingen förlängning är meddelad.' as not_extended,
        'Förlängd {} med skäl: svarstiden slutar {} ({}).' as extended,
        'Förlängningen {} gäller inte: den meddelades efter {} ({}).' as extended_late,
        'Förlängningen {} gäller inte: inget skäl är angivet ({}).'
            as extended_unreasoned,
        'Avslag: förlängningen hjälper inte, {} gäller ({}).' as refused,
        'Avslag som ogrundad eller orimlig: skälet är antecknat ({}).' as reasoned,
        'Avslag som ogrundad eller orimlig utan antecknat skäl, som krävs ({}).'
            as unreasoned,
        'Sista dag enligt lag: {}.' as due,
        'Sista dag enligt åtagandet: {} ({}).' as promised,
        'Inget åtagande om svarstid.' as unpromised,
        'Väntar sedan {}; dagen flyttas så länge.' as paused,
        'Svaret skickades {}.' as answered,
        'Återkallad {}.' as withdrawn,
        'Klagomål: räknas som en begäran, men inte i andelen i tid.' as complaint,
        'Fråga: ingen sista dag enligt lag.' as question,
        'Sammanslaget ärende, dubblett eller skräppost: ingen egen begäran.'
            as not_own,
        'Mottagningsdagen saknas i ärendet.' as received_missing,
        'Ärendet är stängt men säger inte när svaret skickades.' as closed_missing,
        'Mottagningsdagen ligger efter dagen för läget.' as received_later,
        'Ingen svarstid gällde den dagen; lägg till den i policyn.' as no_rule,
        'Ett datum går inte att läsa ({}); skriv det som 2026-11-23.' as unreadable,
        'Ett datum ligger utanför kalendern.' as outside_calendar,
        'En händelse ligger före mottagandet.' as before_received,
        'Ett svar ligger före sin fråga.' as answered_before_asked,
        'Ett svar saknar sin fråga: ange när den ställdes.' as answered_unasked,
        ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag']
            as weekdays

    union all

    select
        'en' as language,
        'Received {}, the day by Swedish time.' as received,
        'The time to answer runs from the day after and ends {} ({}).' as counted,
        'Waited for identity {} to {}.' as identity,
        'Identity was asked for {}, after the last day: no pause.' as identity_late,
        'Waited for clarification {} to {}.' as clarification,
        'Clarification was asked for {}, after the last day: no pause.'
            as clarification_late,
        'The pauses are {} days and are added: {} ({}).' as added,
        'After the pause the time starts again and ends {} ({}).' as restarted,
        '{} is {} and is not moved.' as kept,
        '{} is {} and moves to {} ({}).' as moved,
        'If the eves count as holidays the last day is {} (lag 1930:173 § 2).' as eves,
        'No extension was notified.' as not_extended,
        'Extended {} with a reason: the time to answer ends {} ({}).' as extended,
        'The extension {} is not valid: it was notified after {} ({}).'
            as extended_late,
        'The extension {} is not valid: no reason is given ({}).'
            as extended_unreasoned,
        'Refusal: the extension does not help, {} stands ({}).' as refused,
        'Refused as unfounded or excessive: the reason is recorded ({}).' as reasoned,
        'Refused as unfounded or excessive without the reason that is needed ({}).'
            as unreasoned,
        'Last day by law: {}.' as due,
        'Last day by the promise: {} ({}).' as promised,
        'No promise about the time to answer.' as unpromised,
        'Waiting since {}; the day moves meanwhile.' as paused,
        'The reply was sent {}.' as answered,
        'Withdrawn {}.' as withdrawn,
        'Complaint: counted like a request, but not in the share in time.'
            as complaint,
        'Question: no last day by law.' as question,
        'Merged ticket, duplicate or spam: no request of its own.' as not_own,
        'The ticket does not say when the request was received.' as received_missing,
        'The ticket is closed, but does not say when the reply was sent.'
            as closed_missing,
        'The day of receipt lies after the as-of day.' as received_later,
        'No time to answer was in force that day; add one to the policy.' as no_rule,
        'A date cannot be read ({}); write it like 2026-11-23.' as unreadable,
        'A date lies outside the calendar.' as outside_calendar,
        'An event lies before the receipt.' as before_received,
        'An answer lies before its question.' as answered_before_asked,
        'An answer lacks its question: state when it was asked.' as answered_unasked,
        [
            'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'
        ] as weekdays

)

select * from phrases
order by language asc
