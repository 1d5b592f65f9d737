"""Journal: who did what in the dashboard, and is the journal whole?

For the data protection officer. Nothing in it can be changed or taken away.
"""

from privacy.display import Role, keep, open_page

page = open_page("Journal: who did what, and when?", allow=[Role.DPO])

page.show_chain()
month = page.choose_month("dpo/journal_months")
entries = page.ask("dpo/journal", month=month)
kind = page.choose("entry_kind", "Show", entries.column("entry_kind"), all_label=None)
rows = page.filter(
    entries,
    {"entry": "Event", "who": "Who", "how": "How", "done_on": "Day"},
    search="Search",
)
rows = keep(rows, {"entry_kind": kind})
page.table(
    entries,
    rows,
    columns=[
        "number",
        "done_at",
        "entry",
        "details",
        "who",
        "how",
        "done_on",
        "identity",
    ],
    title="Journal",
    empty="Nothing of that had been written by {day}.",
)
page.download(entries, rows, "Journal")
