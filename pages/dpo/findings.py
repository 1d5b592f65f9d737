"""Findings: what have the checks found that should not be there?

For the data protection officer: what the checks found, what the texts themselves
say, and what the ticket system cannot tell.
"""

from privacy.display import Role, Row, open_page

page = open_page("Findings: what is wrong?", allow=[Role.DPO])
in_language = "_sv" if page.language == "sv" else "_en"

findings = page.ask("dpo/findings")


def show_finding(row: Row) -> None:
    """One finding: what is wrong, who owns it, what to do, and every case."""
    page.lead(
        "{remedy}", remedy=row[f"remedy{in_language}"] or page.say("Look into it.")
    )
    page.facts(
        findings,
        row,
        [
            f"gloss{in_language}",
            "found",
            "expected",
            "population",
            "since_on",
            "promise_ids",
            "answers",
            *([] if row["promise_ids"] else ["example_ids"]),
        ],
    )
    if row["promise_ids"]:  # a check; what cannot be read is none
        page.cases(str(row["check_name"]), "Every case")


def show_findings() -> None:
    """What the checks found, and what the texts and the ticket system leave open."""
    page.heading("What the checks found")
    rows = page.filter(findings, {"area": "Area", "answers": "Owner"})
    page.table(
        findings,
        rows,
        columns=[
            "check_name",
            f"gloss{in_language}",
            "found",
            "population",
            "since_on",
            "promise_ids",
            "answers",
        ],
        title="What the checks found",
        empty="The checks had found nothing on {day}.",
        opens="check_name",
    )
    page.download(findings, rows, "Findings")

    page.heading("What the texts themselves say")
    texts = page.ask("dpo/text_findings")
    page.table(
        texts,
        columns=[f"sentence{in_language}", "citation"],
        title="What the texts themselves say",
        is_low=True,
    )
    page.heading("What the ticket system cannot tell")
    page.table(
        page.ask("dpo/missing_grounds"),
        columns=[
            "system",
            "cannot_say",
            "open_requests",
            "missing",
            "requests",
            "remedy",
        ],
        title="What the ticket system cannot tell",
        empty="Every request had what its last day rests on by {day}.",
        is_low=True,
    )
    page.heading("Words that no policy file explains")
    page.table(
        page.ask("dpo/unmapped_words"),
        title="Words that no policy file explains",
        empty="Every word of the ticket system was explained on {day}.",
        is_low=True,
    )


if opened := page.opened(findings, "check_name", "All findings"):
    for row in opened:
        show_finding(row)
else:
    show_findings()
