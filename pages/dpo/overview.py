"""Overview: what needs the data protection officer today?

Each figure leads to exactly the list that it counts.
"""

from privacy.display import Figure, Role, open_page

page = open_page("What needs you today?", allow=[Role.DPO])

requests = page.ask("dpo/requests").records()
sources = page.ask("dpo/sources").records()
records = page.ask("dpo/gallring_by_system").records()
promises = page.ask("dpo/promises").records()


def open_requests(status: str) -> int:
    """How many requests stand in a status."""
    return sum(row["status"] == status for row in requests)


def due_records(status: str) -> int:
    """How many records stand in a status."""
    return sum(row["records"] for row in records if row["status"] == status)


page.heading("Requests")
page.figures(
    [
        Figure(
            label,
            open_requests(status),
            "requests",
            meaning,
            f"dpo/requests?status={status}",
            state,
        )
        for label, status, meaning, state in (
            ("Overdue", "Försenad", "Open after the last day by law.", "overdue"),
            ("Due today", "Förfaller i dag", "Today is the last day by law.", "soon"),
            ("Due soon", "Förfaller snart", "Last day within a week.", "soon"),
            ("Paused", "Pausad", "Waiting for the person to answer.", "well"),
        )
    ]
)
page.heading("Gallring")
page.figures(
    [
        Figure(
            label,
            due_records(status),
            "records",
            meaning,
            f"dpo/gallring?status={status}",
            state,
        )
        for label, status, meaning, state in (
            ("Overdue", "Försenad gallring", "Should be gone already.", "overdue"),
            ("Due today", "Gallras i dag", "Should go today.", "soon"),
            ("Due soon", "Gallras snart", "Should go within 30 days.", "soon"),
            ("No period stated", "Gallringsfrist saknas", "No rule says when.", "soon"),
        )
    ]
)
page.heading("Promises and sources")
broken = sum(row["status"] == "broken" for row in promises)
late = sum(row["status"] != "i tid" for row in sources)
page.figures(
    [
        Figure(
            "Broken promises",
            broken,
            "promises",
            "A check found something that the policy says is not there.",
            "dpo/promises?status=broken",
            "overdue" if broken else "well",
        ),
        Figure(
            "Late or missing sources",
            late,
            "sources",
            "No export as often as the policy file expects.",
            "dpo/imports",
            "soon" if late else "well",
        ),
    ]
)
