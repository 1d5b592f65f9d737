"""Downloads: which released figures can be taken away as a file?

For everyone, analysts above all. The file holds what the table shows, to the cell.
"""

from privacy.display import EVERYONE, open_page, released_statistics

page = open_page("Which figures can be taken away?", allow=EVERYONE)

statistic = page.choose("statistic", "Statistic", released_statistics(), all_label=None)
found = page.ask(f"released/{statistic}")
page.tell(page.voice.define(found.contract.what))
rows = page.filter(found, {"month": "Month"})
page.download(found, rows)
page.table(
    found,
    rows,
    title="Cells",
    empty="No month of this has been released by {day}.",
)
