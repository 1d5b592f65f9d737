"""Holds: what is kept from gallring, why, and when do we look again?

For the data protection officer, who sets and lifts them here. The journal keeps both.
"""

from privacy.display import Role, keep, offer_hold, offer_lifting, open_page, show_said

MOST = 1000

page = open_page("Which holds are in force?", allow=[Role.DPO])

show_said(page)
holds = page.ask("dpo/holds")
rows = page.filter(holds, {"status": "Status", "system": "System"})
page.table(
    holds,
    rows,
    title="Holds in force",
    empty="No such hold was in force on {day}.",
)
page.download(holds, rows)

page.heading("Set a hold")
groups = page.ask("dpo/gallring_by_system").records()
system = page.choose(
    "new_system", "System", [g["system"] for g in groups], all_label="choose one"
)
groups = keep(groups, {"system": system})
record_type = page.choose(
    "new_type",
    "Kind of record",
    [g["record_type"] for g in groups],
    all_label="choose one",
)
words = page.write("words", "Search for the number of a record")
found = page.ask(
    "dpo/gallring_list",
    system=system or "",
    record_type=record_type or "",
    status=None,
    deciding_rule=None,
    words=words,
    most=MOST,
)
record_id = page.choose(
    "new_record", "Record", found.column("record_id"), all_label="all of the kind"
)
offer_hold(page, system, record_type, record_id)

if not holds.is_empty:
    page.heading("Lift a hold")
    hold_id = page.choose(
        "hold_id", "Hold", holds.column("hold_id"), all_label="choose one"
    )
    offer_lifting(page, hold_id)
page.cite("Rules: GDPR art. 17.3 and 18; a hold stops gallring and nothing else.")
