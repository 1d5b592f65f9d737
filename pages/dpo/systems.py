"""Systems: where do personal data lie, and what does each system wait for?

For the data protection officer. One row is one system.
"""

from privacy.display import Role, offer_processing, open_page

page = open_page("Which systems hold personal data?", allow=[Role.DPO])

systems = page.ask("dpo/systems")
rows = page.filter(
    systems, {"country": "Country", "supplier": "Supplier"}, search="Search"
)
page.table(
    systems,
    rows,
    columns=[
        "system",
        "overdue_records",
        "records",
        "is_listed",
        "supplier",
        "country",
        "is_sensitive",
        "has_gallring_routine",
        "dpa_signed_on",
        "gallring_run_on",
        "exported_on",
    ],
    title="Systems",
    empty="No inventory of systems had come by {day}.",
)
page.download(systems, rows, "Systems")
offer_processing(page)
