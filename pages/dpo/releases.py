"""Releases: what have managers and analysts been given, and what is withheld?

For the data protection officer, who alone sees why a cell is withheld.
"""

from privacy.display import Role, open_page

page = open_page("What has been released?", allow=[Role.DPO])

releases = page.ask("dpo/releases")
rows = page.filter(releases, {"source": "Source", "statistic": "Statistic"})
page.table(
    releases,
    rows,
    title="Releases",
    empty="Nothing had been released by {day}.",
)
page.download(releases, rows)
page.cite("Rules: GDPR recital 26; the smallest numbers stand in data/law.")
