"""Exports of systems that an IT department keeps, with what they hold for us."""

from tests.imports.requests.writing import MAIL, NAME, SUBJECT, TEXT, day, quoted, table

JIRA = table(
    [
        "Summary",
        "Issue key",
        "Issue id",
        "Issue Type",
        "Status",
        "Project key",
        "Resolution",
        "Assignee",
        "Reporter",
        "Created",
        "Updated",
        "Resolved",
        "Due date",
        "Description",
        "Watchers",
        "Watchers",
        "Labels",
        "Labels",
        "Custom field (Request Type)",
        "Custom field (Identity requested)",
        "Custom field (Identity verified)",
        "Custom field (Extension notified)",
        "Custom field (Reason for extension)",
        "Comment",
        "Comment",
    ],
    [
        quoted(SUBJECT),
        "DPO-12",
        "10012",
        "Service Request",
        "Waiting for customer",
        "DPO",
        "",
        "Handläggare Hilda",
        NAME,
        "05/Nov/26 3:14 PM",
        "06/Nov/26 9:00 AM",
        "",
        "05/Dec/26 12:00 AM",
        quoted(TEXT),
        MAIL,
        NAME,
        "gdpr",
        "",
        "Access request",
        "06/Nov/26 12:05 AM",
        "",
        "",
        "",
        quoted(f"07/Nov/26;5f{NAME};{TEXT}"),
        "",
    ],
    [
        "Radera mig",
        "DPO-13",
        "10013",
        "Task",
        "Done",
        "DPO",
        "Declined",
        "Handläggare Hilda",
        NAME,
        "30/Okt/26 23:33",
        "02/Nov/26 8:00 AM",
        "02/Nov/26 8:00 AM",
        "",
        "",
        "",
        "",
        "",
        "",
        "Erasure",
        "",
        "",
        "01/Nov/26 10:00 AM",
        quoted("Många frågor; " + NAME),
        "",
        "",
    ],
    end="\n",
).encode()

SERVICENOW = table(
    [
        *("number", "opened_at", "short_description", "caller_id", "priority", "state"),
        *("category", "subcategory", "assignment_group", "assigned_to", "contact_type"),
        *("sys_updated_on", "sys_updated_by", "resolved_at", "closed_at", "close_code"),
        *("u_identity_requested_on", "u_clarification_asked_on"),
    ],
    [
        *("CS0001", "11-05-2026 15:14:00", quoted(SUBJECT), NAME, "3 - Moderate"),
        *("Awaiting Caller", "GDPR", "Begränsning", "Dataskydd", "Handläggare Hilda"),
        *("Self-service", "11-16-2026 08:00:00", MAIL, "", "", "", "", "11-16-2026"),
    ],
    [
        *("CS0002", "10-01-2026 09:00:00", "Kräver å ä ö", NAME, "3 - Moderate"),
        *("Closed", "GDPR", "", "Dataskydd", "", "Walk-in", "10-20-2026 08:00:00"),
        *("", "10-13-2026 07:59:00", "10-20-2026 08:00:00", "Granted", "?", ""),
    ],
).encode("cp1252")

OTRS = table(
    [
        *("Ticket Number", "Alter", "Erstellt", "Geschlossen", "Erste Sperre"),
        *("Status", "Priorität", "Queue", "Sperre", "Besitzer", "UserFirstname"),
        *("Kundennummer", "From", "Subject", "ArticleTree", "Service", "Geändert"),
        "Identitet begärd",
    ],
    [
        *("2026110510000017", "18 d", "2026-11-05 15:14:00", "", "", "offen"),
        *("3 normal", "GDPR::Registerutdrag", "frei", "hilda", "Handläggare Hilda"),
        *(MAIL, quoted(f'"{NAME}" <{MAIL}>'), quoted(SUBJECT), quoted(TEXT * 3)),
        *("Dataskydd::Dataportabilitet", "2026-11-06 10:00:00", "2026-11-06"),
    ],
    [
        *("2026110110000028", "22 d", "2026-11-01 08:00:00", "2026-11-03 16:30:00"),
        *("", "erfolgreich geschlossen", "3 normal", "GDPR", "frei", "hilda", ""),
        *(MAIL, NAME, "Hej", "", "", "2026-11-03 16:30:00", ""),
    ],
    delimiter=";",
    end="\n",
).encode()

GLPI = table(
    [
        *("ID", "Title", "Entity", "Status", "Last update", "Opening date", "Priority"),
        *("Requester - Requester", "Assigned to - Technician", "Category", "Type"),
        *("Assigned to - Technician group", "Request source", "Solution date"),
        *("Description", ""),
    ],
    [
        *("1 042", quoted(SUBJECT), "Bolaget", "__ New", "2026-11-05 15:20"),
        *("2026-11-05 15:14", "Medium", NAME, "Handläggare Hilda"),
        *("Dataskydd &#62; Radering".replace("&#62;", ">"), "Request"),
        *("Dataskydd<br>Stöd", "E-Mail", "", quoted(TEXT), ""),
    ],
    delimiter=";",
).encode()

EXPORTS = {
    "jira": (
        JIRA,
        [
            {
                "request_id": "DPO-12",
                "request_type": "Access request",
                "received_at": "2026-11-05 15:14:00",
                "identity_requested_on": day("2026-11-06"),
                "closed_on": None,
                "ticket_status": "Waiting for customer",
                "outcome": None,
            },
            {
                "request_id": "DPO-13",
                "request_type": "Erasure",
                "received_at": "2026-10-30 23:33:00",
                "extension_notified_on": day("2026-11-01"),
                "extension_reason": "given",
                "closed_on": day("2026-11-02"),
                "outcome": "Declined",
            },
        ],
    ),
    "servicenow": (
        SERVICENOW,
        [
            {
                "request_id": "CS0001",
                "request_type": "Begränsning",
                "received_at": "2026-11-05 15:14:00",
                "identity_requested_on": None,
                "clarification_asked_on": day("2026-11-16"),
                "ticket_status": "Awaiting Caller",
            },
            {
                "request_id": "CS0002",
                "request_type": "GDPR",
                "received_at": "2026-10-01 09:00:00",
                "closed_on": day("2026-10-13"),
                "outcome": "Granted",
                "channel": "Walk-in",
            },
        ],
    ),
    "otrs": (
        OTRS,
        [
            {
                "request_id": "2026110110000028",
                "request_type": None,
                "received_at": "2026-11-01 08:00:00",
                "closed_on": day("2026-11-03"),
                "ticket_status": "erfolgreich geschlossen",
            },
            {
                "request_id": "2026110510000017",
                "request_type": "Dataportabilitet",
                "received_at": "2026-11-05 15:14:00",
                "identity_requested_on": day("2026-11-06"),
                "closed_on": None,
                "team": "GDPR::Registerutdrag",
            },
        ],
    ),
    "glpi": (
        GLPI,
        [
            {
                "request_id": "1042",
                "request_type": "Radering",
                "received_at": "2026-11-05 15:14:00",
                "closed_on": None,
                "ticket_status": "New",
                "channel": "E-Mail",
                "team": "Dataskydd, Stöd",
            }
        ],
    ),
}
