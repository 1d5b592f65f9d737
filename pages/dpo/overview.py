"""Overview: what needs the data protection officer today?

Each figure leads to exactly the list that it counts.
"""

from privacy.display import (
    Figure,
    RecordStatus,
    RequestStatus,
    Role,
    keep,
    open_page,
    show_next_steps,
    show_said,
)

page = open_page("Overview: your tasks today", allow=[Role.DPO])
show_said(page)
show_next_steps(page)

requests = page.ask("dpo/requests")
gallring = page.ask("dpo/gallring_by_system")
promises = page.ask("dpo/promises")
sources = page.ask("dpo/sources")
incidents = page.ask("dpo/incidents")
files = page.ask("dpo/files")
holds = page.ask("dpo/holds")
ready = page.ask("dpo/ready_releases")


def of_requests(label: str, status: str, state: str, meaning: str) -> Figure:
    """How many requests stand in a status."""
    return Figure(
        label, requests, {"status": status}, "requests", meaning, "dpo/requests", state
    )


def of_records(label: str, status: str, state: str, meaning: str) -> Figure:
    """How many records stand in a status, series counted with their size."""
    return Figure(
        label,
        gallring,
        {"status": status},
        "records",
        meaning,
        "dpo/gallring",
        state,
        adds="records",
    )


page.heading("Requests")
page.figures(
    [
        of_requests(
            "Overdue", RequestStatus.OVERDUE, "bad", "Open after the last day by law."
        ),
        of_requests(
            "Due today",
            RequestStatus.DUE_TODAY,
            "soon",
            "Today is the last day by law.",
        ),
        of_requests(
            "Due within 7 days",
            RequestStatus.DUE_SOON,
            "soon",
            "Last day within a week.",
        ),
        of_requests(
            "Paused", RequestStatus.PAUSED, "still", "Waiting for the person to answer."
        ),
    ]
)
page.heading("Gallring")
page.figures(
    [
        of_records(
            "Overdue for gallring",
            RecordStatus.OVERDUE,
            "bad",
            "Should be gone already.",
        ),
        of_records("To go today", RecordStatus.DUE_TODAY, "soon", "Should go today."),
        of_records(
            "Due within 30 days",
            RecordStatus.DUE_SOON,
            "soon",
            "Should go within 30 days.",
        ),
        of_records(
            "No period stated",
            RecordStatus.NO_PERIOD,
            "unknown",
            "No rule of the policy says when; no period is guessed.",
        ),
    ]
)
page.heading("Promises and sources")
page.figures(
    [
        Figure(
            "Broken promises",
            promises,
            {"status": "broken"},
            "promises",
            "A check found what the policy says is not there.",
            "dpo/promises",
            "bad",
        ),
        Figure(
            "To be attested",
            promises,
            {"status": "due_for_attestation"},
            "promises",
            "Somebody has to confirm that the promise is kept.",
            "dpo/promises",
            "soon",
        ),
        Figure(
            "Sources that are late",
            sources,
            {"status": "sen"},
            "sources",
            "No export as often as the policy file expects.",
            "dpo/imports",
            "soon",
        ),
        Figure(
            "Sources that are missing",
            sources,
            {"status": "saknas"},
            "sources",
            "No export has ever come.",
            "dpo/imports",
            "bad",
        ),
        Figure(
            "Incidents in progress",
            incidents,
            {"status": RequestStatus.UNDER_WAY},
            "incidents",
            "The 72 hours are running.",
            "dpo/incidents",
            "soon",
        ),
        Figure(
            "Incidents reported too late",
            incidents,
            {"status": RequestStatus.OVERDUE},
            "incidents",
            "Not reported when 72 hours had passed.",
            "dpo/incidents",
            "bad",
        ),
        Figure(
            "Holds to review",
            holds,
            {"status": "ska omprövas"},
            "holds",
            "The day to look again has come.",
            "dpo/holds",
            "soon",
        ),
        Figure(
            "Ready to publish",
            ready,
            {},
            "statistics",
            "Made, and published when you say so.",
            "dpo/releases",
            "soon",
        ),
        Figure(
            "Promises without data",
            promises,
            {"status": "no_data"},
            "promises",
            "The export that would show it has not come.",
            "dpo/promises",
            "unknown",
        ),
    ]
)
page.heading("First in line")
urgent = keep(requests.records(), {"status": RequestStatus.OVERDUE})
urgent += keep(requests.records(), {"status": RequestStatus.DUE_TODAY})
urgent += keep(requests.records(), {"status": RequestStatus.DUE_SOON})
page.table(
    requests,
    urgent,
    columns=["request_id", "status", "days_left", "statutory_due_on", "right_used"],
    title="Requests that are overdue or soon due",
    empty="No request is overdue or due within seven days on {day}.",
    opens="request_id",
    opens_on="dpo/requests",
    is_low=True,
)
