"""Releases: what have managers and analysts been given, and what is withheld?

For the data protection officer, who alone sees why a cell is withheld.
"""

from privacy.display import (
    Role,
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
show_ready(page)
page.heading("Published")
releases = page.ask("dpo/releases")
rows = page.filter(releases, {"source": "Source", "statistic": "Statistic"})
page.table(
    releases,
    rows,
    columns=[
        "month",
        "statistic",
        "version",
        "released_at",
        "cells",
        "first_withheld",
        "second_withheld",
        "narrowest",
        "refused",
    ],
    title="Releases",
    empty="Nothing had been released by {day}.",
)
page.download(releases, rows)
show_notes(page)
page.heading("The audit of a release")
show_certificate(page, releases)
page.heading("The minimum of persons")
show_minimum(page)
show_preview(page, releases)
page.heading("The yearly report to the management")
offer_yearly_report(page)
page.cite("Rules: GDPR recital 26; the smallest numbers stand in data/law.")
