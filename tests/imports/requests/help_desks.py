"""Exports of systems that customer service keeps, with what they hold for us."""

from tests.imports.requests.writing import MAIL, NAME, SUBJECT, TEXT, day, quoted, table

ZENDESK = (
    "\ufeff"
    + table(
        "Summation column,Id,Requester,Requester id,Requester external id,Requester "
        "email,Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Priority,"
        "Via,Ticket type,Created at,Updated at,Assigned at,Organization,Due date,"
        "Initially assigned at,Solved at,Resolution time,Type of request [list],"
        "Identity requested [date]".split(","),
        f'1,4711,{NAME},88,,{MAIL},example.se,{NAME},Handläggare Hilda,Dataskydd,"'
        f'{SUBJECT}",gdpr hemligt,Solved,Normal,Mail,Question,'
        "2026-11-05 15:14:02 +0100,2026-11-09 10:00:00 +0100,,,,,"
        "2026-11-09 10:00:00 +0100,90,Registerutdrag,2026-11-06".split(","),
        f'1,4712,{NAME},88,,{MAIL},example.se,{NAME},,Dataskydd,"Svar, tack",,Hold,,'
        "Web Form,,2026-11-08 23:30:00 UTC,2026-11-09 10:00:00 UTC,,,,,,,,".split(","),
    )
).encode()

FRESHDESK = table(
    "Ticket ID,Subject,Description,Status,Priority,Source,Type,Agent,Group,Created "
    "time,Due by Time,Resolved time,Closed time,Last update time,Initial response "
    "time,Agent interactions,Customer interactions,Resolution status,Tags,Survey "
    "results,Product,Full name,Email".split(","),
    [
        "301",
        quoted(SUBJECT),
        quoted(TEXT),
        "Waiting on Customer",
        "Low",
        "Portal",
        "Radering",
        "Handläggare Hilda",
        "Dataskydd",
        "2026-11-05 03:14 PM",
        "2026-12-05 03:14 PM",
        "",
        "",
        "2026-11-06 12:10 AM",
        "00:10:00",
        "1",
        "2",
        "",
        "",
        "",
        "",
        NAME,
        MAIL,
    ],
    [
        *("302", "Fråga", "", "Closed", "Low", "Email", "Question", "", "Dataskydd"),
        *("2026-11-01 12:10 AM", "", "", "2026-11-03 12:30 PM", "2026-11-03 12:30 PM"),
        *[""] * 9,
    ],
).encode("utf-16")

FRESHSERVICE = table(
    "Subject,Type,Status,Urgency,Impact,Priority,Group,Agent,Company,Description,"
    "Category,Sub-Category,Item,Source,Ticket Id,Requester Name,Requester Email,"
    "Created Time,Due by Time,Resolved Time,Closed Time,Last Updated Time".split(","),
    [
        *(quoted(SUBJECT), "Service Request", "Resolved", "Low", "Low", "Low"),
        *("Dataskydd", "Handläggare Hilda", "", quoted(TEXT), "GDPR", "Rättelse", ""),
        *("Phone", "SR-88", NAME, MAIL, "13/10/2026 08:05", "12/11/2026 08:05"),
        *("02/11/2026 09:00", "03/11/2026 09:00", "03/11/2026 09:00"),
    ],
    end="\n",
).encode()

OSTICKET = (
    "\ufeff"
    + table(
        "Ticket Number;Date Created;Subject;From;From Email;Priority;Department;Help "
        "Topic;Source;Current Status;Last Updated;SLA Due Date;SLA Plan;Due Date;"
        "Closed Date;Overdue;Merged;Linked;Answered;Agent Assigned;Team Assigned".split(
            ";"
        ),
        [
            *("482913", "2026-11-05 15:14:02", quoted(SUBJECT + "; igen"), NAME, MAIL),
            *("Normal", "Dataskydd", "GDPR / Invändning", "Web", "Open"),
            *("2026-11-05 15:14:02", "", "", "", "", "0", "0", "0", "0"),
            *("Handläggare Hilda", ""),
        ],
        [
            *("482914", "2026-10-05 15:14:02", quoted(TEXT), NAME, MAIL, "Normal"),
            *("Dataskydd", "Klagomål", "Email", "Closed", "2026-10-09 10:00:00", ""),
            *("", "", "2026-10-09 10:00:00", "0", "0", "0", "1", "", ""),
        ],
        delimiter=";",
    )
).encode()

EXPORTS = {
    "zendesk": (
        ZENDESK,
        [
            {
                "request_id": "4711",
                "request_type": "Registerutdrag",
                "received_at": "2026-11-05 15:14:02",
                "identity_requested_on": day("2026-11-06"),
                "closed_on": day("2026-11-09"),
                "ticket_status": "Solved",
                "channel": "Mail",
                "team": "Dataskydd",
            },
            {
                "request_id": "4712",
                "request_type": None,
                "received_at": "2026-11-09 00:30:00",
                "closed_on": None,
                "ticket_status": "Hold",
            },
        ],
    ),
    "freshdesk": (
        FRESHDESK,
        [
            {
                "request_id": "301",
                "request_type": "Radering",
                "received_at": "2026-11-05 15:14:00",
                "closed_on": None,
                "ticket_status": "Waiting on Customer",
                "channel": "Portal",
            },
            {
                "request_id": "302",
                "request_type": None,
                "received_at": "2026-11-01 00:10:00",
                "closed_on": day("2026-11-03"),
            },
        ],
    ),
    "freshservice": (
        FRESHSERVICE,
        [
            {
                "request_id": "SR-88",
                "request_type": "Rättelse",
                "received_at": "2026-10-13 08:05:00",
                "closed_on": day("2026-11-02"),
                "ticket_status": "Resolved",
                "channel": "Phone",
                "team": "Dataskydd",
            }
        ],
    ),
    "osticket": (
        OSTICKET,
        [
            {
                "request_id": "482913",
                "request_type": "Invändning",
                "received_at": "2026-11-05 15:14:02",
                "closed_on": None,
                "ticket_status": "Open",
                "team": "Dataskydd",
            },
            {
                "request_id": "482914",
                "request_type": "Klagomål",
                "closed_on": day("2026-10-09"),
                "channel": "Email",
            },
        ],
    ),
}
