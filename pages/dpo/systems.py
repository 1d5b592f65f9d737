"""Systems: where do personal data lie, and what does each system wait for?

For the data protection officer. One row is one system.
"""

from privacy.display import Role, open_page

page = open_page("Where do personal data lie?", allow=[Role.DPO])

systems = page.ask("dpo/systems")
rows = page.filter(
    systems, {"country": "Country", "supplier": "Supplier"}, search="Search"
)
page.table(
    systems,
    rows,
    title="Systems",
    empty="No inventory of systems had come by {day}.",
)
page.download(systems, rows)
