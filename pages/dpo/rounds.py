"""Gallring rounds: what is to go, who approved it, and has it gone?

For the data protection officer. One row is one round: one system, one rule, one list.
"""

from privacy.display import (
    Role,
    Row,
    open_page,
    show_protocols,
    show_start,
    show_step,
)

page = open_page("Rounds: has it gone, and who signed for it?", allow=[Role.DPO])

rounds = page.ask("dpo/gallring_rounds")


def show_round(row: Row) -> None:
    """One round: the step that comes next, its facts, and what the exports show."""
    page.status(str(row["status"]))
    show_step(page, row)
    page.facts(
        rounds,
        row,
        [
            "system",
            "rule_id",
            "listed",
            "method",
            "started_at",
            "approved_at",
            "approved_by",
            "downloaded_at",
            "closed_at",
        ],
    )
    page.heading("What the exports show")
    proof = page.ask("dpo/gallring_proof", round_id=row["round_id"])
    page.table(
        proof,
        page.filter(proof, {"outcome": "Outcome"}),
        title="What the exports show",
        empty="The round lists no such record on {day}.",
    )
    if row["closed_at"]:
        page.heading("Protocols")
        show_protocols(page)


def list_rounds() -> None:
    """All rounds, as chosen."""
    rows = page.filter(rounds, {"status": "Status", "system": "System"})
    page.table(
        rounds,
        rows,
        columns=[
            "round_id",
            "status",
            "system",
            "rule_id",
            "listed",
            "started_at",
            "closed_at",
            "method",
            "approved_at",
            "approved_by",
            "downloaded_at",
        ],
        title="Rounds",
        empty="No such round had been started by {day}.",
        opens="round_id",
        is_low=True,
    )


def show_rounds() -> None:
    """Where a round begins, all rounds, and their protocols."""
    page.heading("Start a round")
    show_start(page)
    page.heading("Rounds")
    if rounds.is_empty:
        page.tell("No round had been started by {day}.", day=page.as_of)
    else:
        list_rounds()
    page.heading("Protocols")
    show_protocols(page)


if opened := page.opened(rounds, "round_id", "All rounds"):
    for row in opened:
        show_round(row)
else:
    show_rounds()
page.cite("Rules: GDPR art. 5.1 e, 5.2 and 17.3; a record under hold is never listed.")
