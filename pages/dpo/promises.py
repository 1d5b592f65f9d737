"""Promises: which of the things we say in public are true today?

For the data protection officer. One row is one sentence of the policy.
"""

from privacy.display import (
    Picture,
    Role,
    Row,
    offer_attestation,
    offer_inspection_pack,
    open_page,
    show_place_link,
    urgent_first,
)

page = open_page("Which promises are kept?", allow=[Role.DPO])
in_language = "_sv" if page.language == "sv" else "_en"

promises = page.ask("dpo/promises")
TO_DO = {
    "kept": "Nothing is left to do.",
    "broken": "{remedy}",
    "no_data": "Bring in the exports that measure it: the proof below says which.",
    "due_for_attestation": "Attest it below: no export can prove it.",
    "not_measurable": "Nothing is left to do: nothing can measure it.",
}
"""What is to be done about a promise now, by status."""
_NO_REMEDY = ("broken", "kept")
"""Where the first line says what to do already: the remedy, or nothing."""


def show_promise(row: Row) -> None:
    """One promise: how it stands, what to do, its words and its proof."""
    page.status(str(row["status"]))
    remedy = row[f"remedy{in_language}"] or page.say("Look into it.")
    page.lead(TO_DO[str(row["status"])], remedy=remedy)
    page.quote(str(row["quote"]), str(row["citation"]))
    show_place_link(page, str(row["promise_id"]), str(row["quote"]))
    page.facts(
        promises,
        row,
        [
            "target",
            "found",
            "expected",
            "population",
            "since_on",
            "measured_on",
            "valid_until",
            "answers",
            *([] if row["status"] in _NO_REMEDY else [f"remedy{in_language}"]),
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
    page.download(promises, rows, "Promises")
    offer_inspection_pack(page)

    over_time = page.ask("dpo/promises_over_time")
    page.heading("Broken promises by month")
    page.heat(
        [
            {**row, "broken": row["broken"] if row["kept"] or row["broken"] else None}
            for row in over_time.records()
        ],
        Picture("Broken promises by month", "month", "broken", split="area"),
    )
    page.cite("How each month ended. Hatched: nothing was measured.")
    page.table(over_time, title="Promises by month and area", is_low=True)


if opened := page.opened(promises, "promise_id", "All promises"):
    for row in opened:
        show_promise(row)
else:
    show_promises()
