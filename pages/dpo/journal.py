"""Journal: who did what in the dashboard, and is the journal whole?

For the data protection officer. Nothing in it can be changed or taken away.
"""

from privacy.display import Role, keep, open_page

page = open_page("Journal: who did what, and when?", allow=[Role.DPO])

page.show_chain()
entries = page.ask("dpo/journal")
kind = page.choose("entry_kind", "Show", entries.column("entry_kind"), all_label=None)
rows = page.filter(
    entries,
    {"entry": "What", "who": "Who", "how": "How", "done_on": "Day"},
    search="Search",
)
rows = keep(rows, {"entry_kind": kind})
page.table(
    entries,
    rows,
    columns=["number", "done_at", "who", "how", "identity", "entry", "details"],
    title="Journal",
    empty="Nothing of that had been written by {day}.",
)
page.download(entries, rows)
