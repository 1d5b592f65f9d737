"""Gallring rounds: what is to go, who approved it, and has it gone?

For the data protection officer. One row is one round: one system, one rule, one list.
"""

from privacy.display import (
    Role,
    open_page,
    show_protocols,
    show_said,
    show_start,
    show_step,
)

page = open_page("Rounds: has it gone, and who signed for it?", allow=[Role.DPO])

show_said(page)
page.heading("Start a round")
show_start(page)

page.heading("Rounds")
rounds = page.ask("dpo/gallring_rounds")
rows = page.filter(rounds, {"status": "Status", "system": "System"})
page.table(
    rounds,
    rows,
    title="Rounds",
    empty="No such round had been started by {day}.",
    opens="round_id",
    is_low=True,
)
for row in page.open_row(rows, "round_id", "Open a round"):
    page.heading("Round {round_id}", round_id=row["round_id"])
    page.status(str(row["status"]))
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
    show_step(page, row)
    proof = page.ask("dpo/gallring_proof", round_id=row["round_id"])
    page.table(
        proof,
        page.filter(proof, {"outcome": "Outcome"}),
        title="What the exports show",
        empty="The round lists no such record on {day}.",
    )

page.heading("Protocols")
show_protocols(page)
page.cite("Rules: GDPR art. 5.1 e, 5.2 and 17.3; a record under hold is never listed.")
