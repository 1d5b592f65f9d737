"""Promises in numbers: how many of the things we say in public are true?

For everyone: counts by area, without cases.
"""

from privacy.display import EVERYONE, Picture, open_page

page = open_page("How many promises are kept?", allow=EVERYONE)

PARTS = ["kept", "broken", "no_data", "to_attest", "not_measurable"]

promises = page.ask("released/promises_by_area")
rows = promises.records()
if rows:
    page.bars(
        page.divided(rows, "area", PARTS),
        Picture(
            "Promises by area", "area", "promises", "promise_status", is_horizontal=True
        ),
    )
page.table(
    promises,
    columns=["area", "promises", *PARTS],
    title="Promises by area",
    empty="No promise had been measured by {day}.",
)
page.download(promises, rows, "Promises in numbers")
