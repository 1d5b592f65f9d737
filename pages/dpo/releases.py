"""Releases: what have managers and analysts been given, and what is withheld?

For the data protection officer, who alone sees why a cell is withheld.
"""

from privacy.display import (
    Role,
    Row,
    offer_yearly_report,
    open_page,
    show_certificate,
    show_damage,
    show_minimum,
    show_notes,
    show_preview,
    show_ready,
)

page = open_page("Releases: what is published, and what is waiting?", allow=[Role.DPO])

show_damage(page)
releases = page.ask("dpo/releases")
COLUMNS = ["cells", "first_withheld", "second_withheld", "narrowest", "refused"]


def show_release(rows: list[Row]) -> None:
    """One release: what the audit of each of its statistics says."""
    page.lead("Nothing is left to do: managers and analysts see it.")
    page.facts(releases, rows[0], ["source", "month", "version", "released_at"])
    page.heading("The audit of the release")
    show_certificate(page, rows)
    page.table(
        releases, rows, columns=["statistic", *COLUMNS], title="Releases", is_low=True
    )


def show_releases() -> None:
    """What waits, what is published, and what another minimum would withhold."""
    show_ready(page)
    page.heading("Published")
    rows = page.filter(releases, {"source": "Source", "statistic": "Statistic"})
    page.table(
        releases,
        rows,
        columns=["release_id", "statistic", *COLUMNS, "version", "released_at"],
        title="Releases",
        empty="Nothing had been released by {day}.",
        opens="release_id",
        is_low=True,
    )
    page.download(releases, rows, "Releases")
    show_notes(page)
    page.heading("The minimum of persons")
    show_minimum(page)
    show_preview(page)
    page.heading("The yearly report to the management")
    offer_yearly_report(page)


if opened := page.opened(releases, "release_id", "All releases"):
    show_release(opened)
else:
    show_releases()
page.cite("Rules: GDPR recital 26; the smallest numbers stand in data/law.")
