"""Promises: which of the things we say in public are true today?

For the data protection officer. One row is one sentence of the policy.
"""

from privacy.display import (
    Role,
    Row,
    offer_attestation,
    offer_inspection_pack,
    open_page,
    show_place_link,
    show_said,
    urgent_first,
)

page = open_page("Which promises are kept?", allow=[Role.DPO])
show_said(page)
in_language = "_sv" if page.language == "sv" else "_en"

promises = page.ask("dpo/promises")


def show_promise(row: Row) -> None:
    """One promise: how it stands, what to do, its words and its proof."""
    page.status(str(row["status"]))
    if row[f"remedy{in_language}"]:
        page.lead("{remedy}", remedy=row[f"remedy{in_language}"])
    page.quote(str(row["quote"]), str(row["citation"]))
    show_place_link(page, str(row["promise_id"]), str(row["quote"]))
    page.facts(
        promises,
        row,
        [
            f"gloss{in_language}",
            "target",
            "found",
            "expected",
            "population",
            "since_on",
            "measured_on",
            "valid_until",
            "answers",
            f"remedy{in_language}",
        ],
    )
    page.table(
        page.ask("dpo/promise_proofs", promise_id=row["promise_id"]),
        title="Proof, check by check",
        empty="Nothing has been measured by {day}.",
        opens="check_name",
        opens_on="dpo/findings",
        is_low=True,
    )
    if row["kind"] == "attested":
        offer_attestation(page, str(row["promise_id"]))


def show_promises() -> None:
    """All promises, by area and sentence by sentence."""
    page.heading("By area")
    page.table(page.ask("dpo/promises_by_area"), title="Promises by area", is_low=True)

    page.heading("Sentence by sentence")
    filters = {"status": "Status", "area": "Area", "kind": "Kind"}
    rows = urgent_first(page.filter(promises, filters, search="Search"))
    page.table(
        promises,
        rows,
        columns=[
            "promise_id",
            "quote",
            "status",
            "since_on",
            "found",
            "population",
        ],
        title="Promises",
        empty="No such promise was in force on {day}.",
        opens="promise_id",
    )
    page.download(promises, rows)
    offer_inspection_pack(page)


if opened := page.opened(promises, "promise_id", "All promises"):
    for row in opened:
        show_promise(row)
else:
    show_promises()
