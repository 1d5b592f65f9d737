"""Incidents: which must be reported, and how much is left of the 72 hours?

For the data protection officer. One row is one personal data breach.
"""

from privacy.display import Role, open_page

page = open_page("Are incidents reported in time?", allow=[Role.DPO])

incidents = page.ask("dpo/incidents")
rows = page.filter(incidents, {"status": "Status", "incident_type": "Kind"})
page.table(
    incidents,
    rows,
    columns=[
        "incident_id",
        "status",
        "incident_type",
        "aware_at",
        "due_at",
        "hours_left",
        "reported_at",
        "hours_taken",
        "risk",
        "informed_on",
        "missing",
    ],
    title="Incidents",
    empty="No such incident was known on {day}.",
)
page.cite("Rules: GDPR art. 33 and 34; 72 hours from the hour it was known.")
