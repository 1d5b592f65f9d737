"""Exports of systems made for cases and privacy, with what they hold for us."""

from tests.imports.requests.writing import MAIL, NAME, SUBJECT, TEXT, day, quoted, table

DYNAMICS_ROWS = [
    [
        *("(Do Not Modify) Case", "(Do Not Modify) Row Checksum"),
        *("(Do Not Modify) Modified On", "Case Title", "Case Number", "Priority"),
        *("Origin", "Customer", "Owner", "Status Reason", "Created On", "Case Type"),
        *("Förtydligande begärt", "Förtydligande besvarat", "Svar skickat"),
    ],
    [
        *("6a0f2c1e-0000-4000-8000-000000000001", "q1w2e3==", "2026-11-12 09:00"),
        *(SUBJECT, "CAS-01042-X1Y2", "Normal", "Email", NAME, "Handläggare Hilda"),
        *("Information Provided", "2026-10-05 15:14", "Rätt till tillgång"),
        *("2026-10-06", "2026-10-08", "2026-11-02"),
    ],
    [
        *("6a0f2c1e-0000-4000-8000-000000000002", "q1w2e3==", "2026-11-12 09:00"),
        *("Fråga", "CAS-01043-X1Y3", "Normal", "Phone", NAME, "Handläggare Hilda"),
        *("On Hold", "2026-11-05 15:14", "Question", "", "", ""),
    ],
]

DYNAMICS = table(*DYNAMICS_ROWS).encode()

FIDES = table(
    "Status,Request Type,Time Received,Deadline,Reviewed By,Request ID,Time "
    "Approved/Denied,Denial Reason,Last Updated,Completed On,email,phone_number,Custom "
    "Field Name".split(","),
    [
        *("identity_unverified", "access+erasure", "2026-11-05 14:14:02.123456+00:00"),
        *("2026-11-01 14:14:02+00:00", "", "pri_6d5a", "", ""),
        *("2026-11-05 14:14:02+00:00", "", MAIL, "+46701740605", NAME),
    ],
    [
        *("denied", "access", "2026-10-31 23:30:00+00:00", "", "Handläggare Hilda"),
        *("pri_77c1", "2026-11-02 10:00:00+00:00", quoted(TEXT)),
        *("2026-11-02 10:00:00+00:00", "", MAIL, "", ""),
    ],
).encode()

TRANSCEND = table(
    "Request ID,Created At,Email,Core Identifier,Request Type,Data Subject Type,Status,"
    "Country,Country Sub Division,Details,Origin,Silent Mode,Is Test Request,Language,"
    "Purpose Trigger Name,Purpose Trigger Value,name".split(","),
    [
        *("a1b2c3d4-0000-4000-8000-000000000001", "2026-11-05T14:14:02.123Z", MAIL),
        *(MAIL, "ERASURE", "customer", "FAILED_VERIFICATION", "SE", "", quoted(TEXT)),
        *("PRIVACY_CENTER", "false", "false", "sv", "", "", NAME),
    ],
    [
        *("a1b2c3d4-0000-4000-8000-000000000002", "2026-11-05T14:14:02.123Z", MAIL),
        *(MAIL, "ACCESS", "customer", "COMPLETED", "SE", "", "", "API", "true"),
        *("true", "en", "", "", NAME),
    ],
).encode()

EXPORTS = {
    "dynamics": (
        DYNAMICS,
        [
            {
                "request_id": "CAS-01042-X1Y2",
                "request_type": "Rätt till tillgång",
                "received_at": "2026-10-05 15:14:00",
                "clarification_asked_on": day("2026-10-06"),
                "clarification_answered_on": day("2026-10-08"),
                "closed_on": day("2026-11-02"),
                "channel": "Email",
            },
            {
                "request_id": "CAS-01043-X1Y3",
                "request_type": None,
                "closed_on": None,
                "ticket_status": "On Hold",
            },
        ],
    ),
    "fides": (
        FIDES,
        [
            {
                "request_id": "pri_6d5a access",
                "request_type": "access",
                "received_at": "2026-11-05 15:14:02",
                "ticket_status": "identity_unverified",
                "closed_on": None,
            },
            {"request_id": "pri_6d5a erasure", "request_type": "erasure"},
            {
                "request_id": "pri_77c1",
                "received_at": "2026-11-01 00:30:00",
                "closed_on": day("2026-11-02"),
                "ticket_status": "denied",
            },
        ],
    ),
    "transcend": (
        TRANSCEND,
        [
            {
                "request_id": "a1b2c3d4-0000-4000-8000-000000000001",
                "request_type": "ERASURE",
                "received_at": "2026-11-05 15:14:02",
                "ticket_status": "FAILED_VERIFICATION",
                "channel": "PRIVACY_CENTER",
            }
        ],
    ),
}
