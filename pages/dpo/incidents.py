"""Incidents: which must be reported, and how much is left of the 72 hours?

For the data protection officer. One row is one personal data breach.
"""

from privacy.display import (
    Role,
    Row,
    hours_by_now,
    open_page,
    show_clock,
    urgent_first,
)

page = open_page("Are incidents reported in time?", allow=[Role.DPO])

incidents = page.ask("dpo/incidents")


def show_incident(row: Row) -> None:
    """One incident: how it stands, what to do now, and its hours."""
    page.status(str(row["status"]))
    show_clock(page, row)
    page.facts(
        incidents,
        row,
        [
            "aware_at",
            "due_at",
            "due_by_hours_at",
            "reported_at",
            "hours_taken",
            "risk",
            "informed_on",
            "closed_on",
            "missing",
        ],
    )


def show_incidents() -> None:
    """All incidents, those first that must be reported."""
    kinds = {"status": "Status", "incident_type": "Kind"}
    rows = urgent_first(page.filter(incidents, kinds))
    by_now, rows = hours_by_now(page, incidents, rows)
    page.table(
        by_now,
        rows,
        columns=[
            "incident_id",
            "status",
            "hours_left",
            "incident_type",
            "aware_at",
            "due_at",
            "reported_at",
            "hours_taken",
            "risk",
            "informed_on",
            "missing",
        ],
        title="Incidents",
        empty="No such incident was known on {day}.",
        opens="incident_id",
    )
    page.download(by_now, rows, "Incidents")


if opened := page.opened(incidents, "incident_id", "All incidents", "incident_type"):
    for row in opened:
        show_incident(row)
else:
    show_incidents()
page.cite("Rules: GDPR art. 33 and 34; 72 hours from the hour it was known.")
