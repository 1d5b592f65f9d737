"""Exports: what has come in, what was counted, and what is missing?

For the data protection officer and the administrator.
"""

from privacy.display import (
    Role,
    open_page,
    show_held_inventories,
    show_mapping,
    show_upload,
)

page = open_page("Import: what has come in, and what is missing?", allow=[Role.DPO])

show_upload(page)
files = page.ask("dpo/files")
show_mapping(page, [str(row["file"]) for row in files.records() if row["refused"]])
show_held_inventories(page)

page.heading("Expected sources")
sources = page.ask("dpo/sources")
page.table(
    sources,
    page.filter(sources, {"status": "Status"}),
    title="Expected sources",
    empty="No such source is expected by the policy files on {day}.",
    is_low=True,
)
page.heading("Months with data")
page.calendar(page.ask("dpo/coverage"), "Months with data")

figures = page.ask("dpo/web_aggregates")
if not figures.is_empty:
    page.heading("Web statistics counted by a tool")
    page.tell("Aggregated by the tool; no persons can be counted behind its cells.")
    page.table(figures, title="Web statistics counted by a tool")

page.heading("Files")
rows = page.filter(files, {"source": "Source", "format": "Format"}, search="Search")
page.table(
    files,
    rows,
    columns=[
        "file",
        "source",
        "read",
        "accepted",
        "rejected",
        "duplicate",
        "first_on",
        "last_on",
        "imported_at",
        "refused",
    ],
    title="Files",
    empty="No such export had come in by {day}.",
    is_low=True,
)
page.download(files, rows, "Files")

page.heading("What stands out")
findings = page.ask("dpo/file_findings")
page.table(
    findings,
    title="What stands out",
    empty="Nothing stands out about the exports by {day}.",
)
page.heading("What each export says")
contents = page.ask("dpo/file_contents")
page.table(
    contents,
    title="What each export says",
    empty="No such export had come in by {day}.",
    is_low=True,
)

page.heading("Cells that cannot be read")
unreadable = page.ask("dpo/unreadable_columns")
page.table(
    unreadable,
    page.filter(unreadable, {"file": "File", "column_name": "Column"}),
    title="Cells that cannot be read",
    empty="Every cell could be read by {day}.",
)

page.heading("Inventories and lists")
inventories = page.ask("dpo/inventories")
rows = page.filter(
    inventories,
    {"list_name": "List", "system": "System", "inventory_state": "State"},
)
page.table(
    inventories,
    rows,
    title="Inventories and lists",
    empty="No inventory or list had come in by {day}.",
    is_low=True,
)

page.heading("Rejected lines")
rejects = page.ask("dpo/rejects")
page.table(
    rejects,
    page.filter(rejects, {"file": "File", "reason": "Reason"}),
    title="Rejected lines",
    empty="No line was rejected by {day}.",
)
