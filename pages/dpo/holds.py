"""Holds: what is kept from gallring, why, and when do we look again?

For the data protection officer, who sets and lifts them here. The journal keeps both.
"""

import streamlit as st

from privacy.display import (
    Role,
    Row,
    choose_system,
    keep,
    offer_hold,
    offer_lifting,
    open_page,
)

MOST = 1000

page = open_page("Which holds are in force?", allow=[Role.DPO])

holds = page.ask("dpo/holds")


def show_hold(row: Row) -> None:
    """One hold: what it keeps and why, and how it is lifted."""
    page.status(str(row["status"]))
    page.facts(
        holds,
        row,
        [
            "reason",
            "system",
            "record_type",
            "record_id",
            "records",
            "owner",
            "set_on",
            "review_on",
        ],
    )
    page.heading("Lift the hold")
    offer_lifting(page, str(row["hold_id"]))


def show_holds() -> None:
    """All holds, and where one is set."""
    rows = page.filter(holds, {"status": "Status", "system": "System"})
    page.table(
        holds,
        rows,
        title="Holds in force",
        empty="No hold was in force on {day}.",
        opens="hold_id",
    )
    page.download(holds, rows, "Holds")

    page.heading("Set a hold")
    groups = page.ask("dpo/gallring_by_system").records()
    of_system, of_kind = st.columns(2)
    with of_system:
        system = choose_system(page, groups)
    groups = keep(groups, {"system": system})
    with of_kind:
        record_type = page.choose(
            "new_type",
            "Kind of record",
            [g["record_type"] for g in groups],
            all_label="choose one",
        )
    by_number, of_record = st.columns(2)
    with by_number:
        words = page.write("words", "Search for the number of a record")
    records = page.ask(
        "dpo/gallring_list",
        system=system or "",
        record_type=record_type or "",
        status=None,
        deciding_rule=None,
        words=words,
        keys=None,
        most=MOST,
    )
    with of_record:
        record_id = page.choose(
            "new_record",
            "Record",
            records.column("record_id"),
            all_label="all of the kind",
        )
    offer_hold(page, system, record_type, record_id)


if opened := page.opened(holds, "hold_id", "All holds"):
    for row in opened:
        show_hold(row)
else:
    show_holds()
page.cite("Rules: GDPR art. 17.3 and 18; a hold stops gallring and nothing else.")
