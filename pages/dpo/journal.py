"""Journal: who did what in the dashboard, and is the journal whole?

For the data protection officer. Nothing in it can be changed or taken away.
"""

from privacy.display import Role, open_page

page = open_page("Journal: who did what, and when?", allow=[Role.DPO])

page.show_chain()
entries = page.ask("dpo/journal")
rows = page.filter(
    entries,
    {"entry": "What", "who": "Who", "how": "How", "done_on": "Day"},
    search="Search",
)
page.table(
    entries,
    rows,
    columns=["number", "done_at", "who", "how", "identity", "entry", "details"],
    title="Journal",
    empty="Nothing of that had been written by {day}.",
)
page.download(entries, rows)
